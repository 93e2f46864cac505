DROP INDEX `person_organization`;--> statement-breakpoint
CREATE INDEX `person_organization` ON `person` (`organization_id`,`id`);