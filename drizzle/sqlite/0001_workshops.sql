CREATE TABLE `feedback` (
	`id` text PRIMARY KEY NOT NULL,
	`submission_id` text NOT NULL,
	`given_by` text NOT NULL,
	`levels` text NOT NULL,
	`note` text NOT NULL,
	`given_at` integer NOT NULL,
	FOREIGN KEY (`submission_id`) REFERENCES `submission`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `feedback_submission` ON `feedback` (`submission_id`);--> statement-breakpoint
CREATE TABLE `assignment` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`course` text NOT NULL,
	`module` text NOT NULL,
	`occasion` text NOT NULL,
	`due_on` text NOT NULL,
	`time_zone` text NOT NULL,
	`due_at` integer NOT NULL,
	`set_by` text NOT NULL,
	`set_at` integer NOT NULL,
	`withdrawn_by` text,
	`withdrawn_at` integer,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `assignment_once` ON `assignment` (`person_id`,`course`,`module`,`occasion`);--> statement-breakpoint
CREATE INDEX `assignment_occasion` ON `assignment` (`occasion`);--> statement-breakpoint
CREATE INDEX `assignment_due` ON `assignment` (`due_at`);--> statement-breakpoint
CREATE TABLE `act` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`by_id` text NOT NULL,
	`at` integer NOT NULL,
	`organization_id` text,
	`person_id` text,
	`details` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `act_organization` ON `act` (`organization_id`,`at`);--> statement-breakpoint
CREATE INDEX `act_person` ON `act` (`person_id`,`at`);--> statement-breakpoint
CREATE INDEX `act_by` ON `act` (`by_id`);--> statement-breakpoint
CREATE TABLE `deactivation` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`reason` text NOT NULL,
	`deactivated_by` text NOT NULL,
	`deactivated_at` integer NOT NULL,
	`ended_by` text,
	`ended_at` integer,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `deactivation_person` ON `deactivation` (`person_id`);--> statement-breakpoint
CREATE TABLE `invitation` (
	`id` text PRIMARY KEY NOT NULL,
	`hash` text NOT NULL,
	`organization_id` text NOT NULL,
	`role` text,
	`email` text,
	`language` text NOT NULL,
	`invited_by` text NOT NULL,
	`invited_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`withdrawn_by` text,
	`withdrawn_at` integer,
	FOREIGN KEY (`organization_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`invited_by`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `invitation_hash` ON `invitation` (`hash`);--> statement-breakpoint
CREATE INDEX `invitation_organization` ON `invitation` (`organization_id`);--> statement-breakpoint
CREATE TABLE `invitation_acceptance` (
	`invitation_id` text NOT NULL,
	`person_id` text NOT NULL,
	`accepted_at` integer NOT NULL,
	PRIMARY KEY(`invitation_id`, `person_id`),
	FOREIGN KEY (`invitation_id`) REFERENCES `invitation`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `invitation_acceptance_person` ON `invitation_acceptance` (`person_id`);--> statement-breakpoint
CREATE TABLE `batch` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`people` text NOT NULL,
	`change` text NOT NULL,
	`prepared_by` text NOT NULL,
	`prepared_at` integer NOT NULL,
	`done_at` integer,
	`before` text,
	`undone_by` text,
	`undone_at` integer
);
--> statement-breakpoint
CREATE INDEX `batch_prepared` ON `batch` (`prepared_by`,`prepared_at`);--> statement-breakpoint
CREATE TABLE `attendance` (
	`session_id` text NOT NULL,
	`person_id` text NOT NULL,
	`minutes` integer NOT NULL,
	`marked_by` text NOT NULL,
	`marked_at` integer NOT NULL,
	PRIMARY KEY(`session_id`, `person_id`),
	FOREIGN KEY (`session_id`) REFERENCES `workshop_session`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `attendance_person` ON `attendance` (`person_id`);--> statement-breakpoint
CREATE TABLE `mailing` (
	`id` text PRIMARY KEY NOT NULL,
	`workshop_id` text NOT NULL,
	`kind` text NOT NULL,
	`once` text NOT NULL,
	`note` text NOT NULL,
	`count` integer NOT NULL,
	`written_by` text NOT NULL,
	`written_at` integer NOT NULL,
	FOREIGN KEY (`workshop_id`) REFERENCES `workshop`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `mailing_once` ON `mailing` (`once`);--> statement-breakpoint
CREATE INDEX `mailing_workshop` ON `mailing` (`workshop_id`);--> statement-breakpoint
CREATE TABLE `participant` (
	`id` text PRIMARY KEY NOT NULL,
	`workshop_id` text NOT NULL,
	`person_id` text NOT NULL,
	`via` text NOT NULL,
	`list_id` text,
	`added_by` text NOT NULL,
	`added_at` integer NOT NULL,
	`invitation_hash` text,
	`joined_at` integer,
	`removed_by` text,
	`removed_at` integer,
	FOREIGN KEY (`workshop_id`) REFERENCES `workshop`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `participant_once` ON `participant` (`workshop_id`,`person_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `participant_invitation` ON `participant` (`invitation_hash`);--> statement-breakpoint
CREATE INDEX `participant_person` ON `participant` (`person_id`);--> statement-breakpoint
CREATE TABLE `participant_list` (
	`id` text PRIMARY KEY NOT NULL,
	`workshop_id` text NOT NULL,
	`file_name` text NOT NULL,
	`rows` text NOT NULL,
	`mapping` text NOT NULL,
	`headings` integer NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`confirmed_by` text,
	`confirmed_at` integer,
	`made` text,
	`undone_by` text,
	`undone_at` integer,
	FOREIGN KEY (`workshop_id`) REFERENCES `workshop`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `participant_list_workshop` ON `participant_list` (`workshop_id`);--> statement-breakpoint
CREATE TABLE `workshop` (
	`id` text PRIMARY KEY NOT NULL,
	`organization_id` text NOT NULL,
	`title` text NOT NULL,
	`language` text NOT NULL,
	`starts_on` text NOT NULL,
	`ends_on` text NOT NULL,
	`opens_at` text NOT NULL,
	`closes_at` text NOT NULL,
	`time_zone` text NOT NULL,
	`place` text NOT NULL,
	`link` text NOT NULL,
	`note` text NOT NULL,
	`join_code` text NOT NULL,
	`version` integer NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`cancelled_by` text,
	`cancelled_at` integer,
	`cancel_reason` text,
	FOREIGN KEY (`organization_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `workshop_join_code` ON `workshop` (`join_code`);--> statement-breakpoint
CREATE INDEX `workshop_organization` ON `workshop` (`organization_id`);--> statement-breakpoint
CREATE TABLE `workshop_course` (
	`workshop_id` text NOT NULL,
	`course` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`workshop_id`, `course`),
	FOREIGN KEY (`workshop_id`) REFERENCES `workshop`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `workshop_facilitator` (
	`workshop_id` text NOT NULL,
	`person_id` text NOT NULL,
	`added_by` text NOT NULL,
	`added_at` integer NOT NULL,
	`removed_by` text,
	`removed_at` integer,
	PRIMARY KEY(`workshop_id`, `person_id`),
	FOREIGN KEY (`workshop_id`) REFERENCES `workshop`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `workshop_facilitator_person` ON `workshop_facilitator` (`person_id`);--> statement-breakpoint
CREATE TABLE `workshop_session` (
	`id` text PRIMARY KEY NOT NULL,
	`workshop_id` text NOT NULL,
	`course` text NOT NULL,
	`step` text,
	`title` text NOT NULL,
	`minutes` integer NOT NULL,
	`position` integer NOT NULL,
	`held_on` text,
	`added_by` text NOT NULL,
	`added_at` integer NOT NULL,
	`removed_by` text,
	`removed_at` integer,
	FOREIGN KEY (`workshop_id`) REFERENCES `workshop`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `workshop_session_once` ON `workshop_session` (`workshop_id`,`course`,`step`);--> statement-breakpoint
ALTER TABLE `letter` ADD `batch` text;--> statement-breakpoint
CREATE INDEX `letter_batch` ON `letter` (`batch`);--> statement-breakpoint
ALTER TABLE `organization` ADD `closed_at` integer;--> statement-breakpoint
ALTER TABLE `organization` ADD `closed_by` text;--> statement-breakpoint
CREATE INDEX `completion_completed` ON `completion` (`completed_at`);--> statement-breakpoint
CREATE INDEX `record_entry_done` ON `record_entry` (`done_at`);--> statement-breakpoint
UPDATE "person" SET "organization_id" = coalesce((SELECT min("id") FROM "organization" WHERE "kind" = 'country' AND "organization"."country" = "person"."country"), (SELECT min("id") FROM "organization" WHERE "parent_id" IS NULL)) WHERE "organization_id" IS NULL;
