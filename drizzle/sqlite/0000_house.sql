CREATE TABLE `attempt` (
	`id` text PRIMARY KEY NOT NULL,
	`enrollment_id` text NOT NULL,
	`step` text NOT NULL,
	`number` integer NOT NULL,
	`started_at` integer NOT NULL,
	`submitted_at` integer,
	`score` integer,
	FOREIGN KEY (`enrollment_id`) REFERENCES `enrollment`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `attempt_once` ON `attempt` (`enrollment_id`,`step`,`number`);--> statement-breakpoint
CREATE TABLE `comparison` (
	`submission_id` text PRIMARY KEY NOT NULL,
	`levels` text NOT NULL,
	`note` text NOT NULL,
	`compared_at` integer NOT NULL,
	FOREIGN KEY (`submission_id`) REFERENCES `submission`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `draft` (
	`enrollment_id` text NOT NULL,
	`step` text NOT NULL,
	`answers` text NOT NULL,
	`saved_at` integer NOT NULL,
	PRIMARY KEY(`enrollment_id`, `step`),
	FOREIGN KEY (`enrollment_id`) REFERENCES `enrollment`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `response` (
	`attempt_id` text NOT NULL,
	`item` text NOT NULL,
	`answer` text NOT NULL,
	`score` integer,
	`answered_at` integer NOT NULL,
	PRIMARY KEY(`attempt_id`, `item`),
	FOREIGN KEY (`attempt_id`) REFERENCES `attempt`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `submission` (
	`id` text PRIMARY KEY NOT NULL,
	`enrollment_id` text NOT NULL,
	`step` text NOT NULL,
	`answers` text NOT NULL,
	`language` text NOT NULL,
	`submitted_at` integer NOT NULL,
	FOREIGN KEY (`enrollment_id`) REFERENCES `enrollment`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `submission_step` ON `submission` (`enrollment_id`,`step`,`submitted_at`);--> statement-breakpoint
CREATE TABLE `credential` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`kind` text NOT NULL,
	`person_id` text,
	`earned_with` text NOT NULL,
	`snapshot` text NOT NULL,
	`issued_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `credential_number` ON `credential` (`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `credential_once` ON `credential` (`kind`,`earned_with`);--> statement-breakpoint
CREATE INDEX `credential_person` ON `credential` (`person_id`);--> statement-breakpoint
CREATE TABLE `edition` (
	`hash` text PRIMARY KEY NOT NULL,
	`course` text NOT NULL,
	`content` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `publication` (
	`id` text PRIMARY KEY NOT NULL,
	`course` text NOT NULL,
	`edition` text NOT NULL,
	`published_at` integer NOT NULL,
	FOREIGN KEY (`edition`) REFERENCES `edition`(`hash`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `publication_course` ON `publication` (`course`,`published_at`);--> statement-breakpoint
CREATE TABLE `backup` (
	`id` text PRIMARY KEY NOT NULL,
	`file` text NOT NULL,
	`made_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `demo` (
	`id` text PRIMARY KEY NOT NULL,
	`filled_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `job` (
	`name` text PRIMARY KEY NOT NULL,
	`started_at` integer NOT NULL,
	`ended_at` integer,
	`problem` text
);
--> statement-breakpoint
CREATE TABLE `completion` (
	`enrollment_id` text PRIMARY KEY NOT NULL,
	`completed_at` integer NOT NULL,
	FOREIGN KEY (`enrollment_id`) REFERENCES `enrollment`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `departure` (
	`id` text PRIMARY KEY NOT NULL,
	`enrollment_id` text NOT NULL,
	`left_at` integer NOT NULL,
	`returned_at` integer,
	FOREIGN KEY (`enrollment_id`) REFERENCES `enrollment`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `departure_enrollment` ON `departure` (`enrollment_id`);--> statement-breakpoint
CREATE TABLE `enrollment` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`course` text NOT NULL,
	`edition` text NOT NULL,
	`enrolled_at` integer NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`edition`) REFERENCES `edition`(`hash`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `enrollment_once` ON `enrollment` (`person_id`,`course`);--> statement-breakpoint
CREATE INDEX `enrollment_course` ON `enrollment` (`course`);--> statement-breakpoint
CREATE TABLE `progress` (
	`enrollment_id` text NOT NULL,
	`step` text NOT NULL,
	`done_at` integer NOT NULL,
	PRIMARY KEY(`enrollment_id`, `step`),
	FOREIGN KEY (`enrollment_id`) REFERENCES `enrollment`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `record_entry` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`kind` text NOT NULL,
	`course` text NOT NULL,
	`title` text NOT NULL,
	`course_title` text NOT NULL,
	`minutes` integer NOT NULL,
	`evidence` text NOT NULL,
	`edition` text NOT NULL,
	`done_at` integer NOT NULL,
	`entered_by` text NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `record_entry_once` ON `record_entry` (`person_id`,`evidence`);--> statement-breakpoint
CREATE TABLE `record_topic` (
	`entry_id` text NOT NULL,
	`topic` text NOT NULL,
	PRIMARY KEY(`entry_id`, `topic`),
	FOREIGN KEY (`entry_id`) REFERENCES `record_entry`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `letter` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text,
	`address` text NOT NULL,
	`language` text NOT NULL,
	`kind` text NOT NULL,
	`subject` text NOT NULL,
	`body` text NOT NULL,
	`link` text,
	`once` text,
	`written_at` integer NOT NULL,
	`taken_at` integer,
	`sent_at` integer,
	`attempts` integer NOT NULL,
	`next_try_at` integer,
	`problem` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `letter_once` ON `letter` (`once`);--> statement-breakpoint
CREATE INDEX `letter_next_try` ON `letter` (`next_try_at`);--> statement-breakpoint
CREATE INDEX `letter_written` ON `letter` (`written_at`);--> statement-breakpoint
CREATE INDEX `letter_person` ON `letter` (`person_id`);--> statement-breakpoint
CREATE TABLE `consent` (
	`person_id` text NOT NULL,
	`document` text NOT NULL,
	`version` text NOT NULL,
	`given_at` integer NOT NULL,
	PRIMARY KEY(`person_id`, `document`, `version`),
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `kept_form` (
	`hash` text PRIMARY KEY NOT NULL,
	`path` text NOT NULL,
	`fields` text NOT NULL,
	`kept_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `organization` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`parent_id` text,
	`name` text NOT NULL,
	`country` text,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `organization_parent` ON `organization` (`parent_id`);--> statement-breakpoint
CREATE TABLE `organization_below` (
	`organization_id` text NOT NULL,
	`below_id` text NOT NULL,
	PRIMARY KEY(`organization_id`, `below_id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`below_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `organization_below_reverse` ON `organization_below` (`below_id`);--> statement-breakpoint
CREATE TABLE `person` (
	`id` text PRIMARY KEY NOT NULL,
	`email` text,
	`email_confirmed_at` integer,
	`password_hash` text,
	`name` text NOT NULL,
	`language` text NOT NULL,
	`country` text,
	`institution` text,
	`organization_id` text,
	`sector` text,
	`profession` text,
	`sex` text,
	`time_zone` text NOT NULL,
	`wants_reminders` integer NOT NULL,
	`created_at` integer NOT NULL,
	`erased_at` integer,
	FOREIGN KEY (`organization_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `person_email` ON `person` (`email`);--> statement-breakpoint
CREATE INDEX `person_organization` ON `person` (`organization_id`);--> statement-breakpoint
CREATE TABLE `rate_limit` (
	`key` text PRIMARY KEY NOT NULL,
	`points` integer NOT NULL,
	`expires_at` integer
);
--> statement-breakpoint
CREATE TABLE `role` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`organization_id` text NOT NULL,
	`role` text NOT NULL,
	`given_by` text,
	`given_at` integer NOT NULL,
	`ended_by` text,
	`ended_at` integer,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`organization_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `role_person` ON `role` (`person_id`);--> statement-breakpoint
CREATE INDEX `role_organization` ON `role` (`organization_id`);--> statement-breakpoint
CREATE TABLE `session` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`device` text NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `session_person` ON `session` (`person_id`);--> statement-breakpoint
CREATE INDEX `session_expires` ON `session` (`expires_at`);--> statement-breakpoint
CREATE TABLE `token` (
	`hash` text PRIMARY KEY NOT NULL,
	`purpose` text NOT NULL,
	`person_id` text NOT NULL,
	`email` text,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `token_person` ON `token` (`person_id`);