CREATE TABLE "feedback" (
	"id" text PRIMARY KEY NOT NULL,
	"submission_id" text NOT NULL,
	"given_by" text NOT NULL,
	"levels" jsonb NOT NULL,
	"note" text NOT NULL,
	"given_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "assignment" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"course" text NOT NULL,
	"module" text NOT NULL,
	"occasion" text NOT NULL,
	"due_on" text NOT NULL,
	"time_zone" text NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"set_by" text NOT NULL,
	"set_at" timestamp (3) with time zone NOT NULL,
	"withdrawn_by" text,
	"withdrawn_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "act" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"by_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"organization_id" text,
	"person_id" text,
	"details" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "deactivation" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"reason" text NOT NULL,
	"deactivated_by" text NOT NULL,
	"deactivated_at" timestamp (3) with time zone NOT NULL,
	"ended_by" text,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "invitation" (
	"id" text PRIMARY KEY NOT NULL,
	"hash" text NOT NULL,
	"organization_id" text NOT NULL,
	"role" text,
	"email" text,
	"language" text NOT NULL,
	"invited_by" text NOT NULL,
	"invited_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"withdrawn_by" text,
	"withdrawn_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "invitation_acceptance" (
	"invitation_id" text NOT NULL,
	"person_id" text NOT NULL,
	"accepted_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "invitation_acceptance_invitation_id_person_id_pk" PRIMARY KEY("invitation_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "batch" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"people" jsonb NOT NULL,
	"change" jsonb NOT NULL,
	"prepared_by" text NOT NULL,
	"prepared_at" timestamp (3) with time zone NOT NULL,
	"done_at" timestamp (3) with time zone,
	"before" jsonb,
	"undone_by" text,
	"undone_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "attendance" (
	"session_id" text NOT NULL,
	"person_id" text NOT NULL,
	"minutes" integer NOT NULL,
	"marked_by" text NOT NULL,
	"marked_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "attendance_session_id_person_id_pk" PRIMARY KEY("session_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "mailing" (
	"id" text PRIMARY KEY NOT NULL,
	"workshop_id" text NOT NULL,
	"kind" text NOT NULL,
	"once" text NOT NULL,
	"note" text NOT NULL,
	"count" integer NOT NULL,
	"written_by" text NOT NULL,
	"written_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "participant" (
	"id" text PRIMARY KEY NOT NULL,
	"workshop_id" text NOT NULL,
	"person_id" text NOT NULL,
	"via" text NOT NULL,
	"list_id" text,
	"added_by" text NOT NULL,
	"added_at" timestamp (3) with time zone NOT NULL,
	"invitation_hash" text,
	"joined_at" timestamp (3) with time zone,
	"removed_by" text,
	"removed_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "participant_list" (
	"id" text PRIMARY KEY NOT NULL,
	"workshop_id" text NOT NULL,
	"file_name" text NOT NULL,
	"rows" jsonb NOT NULL,
	"mapping" jsonb NOT NULL,
	"headings" integer NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"confirmed_by" text,
	"confirmed_at" timestamp (3) with time zone,
	"made" jsonb,
	"undone_by" text,
	"undone_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "workshop" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"title" text NOT NULL,
	"language" text NOT NULL,
	"starts_on" text NOT NULL,
	"ends_on" text NOT NULL,
	"opens_at" text NOT NULL,
	"closes_at" text NOT NULL,
	"time_zone" text NOT NULL,
	"place" text NOT NULL,
	"link" text NOT NULL,
	"note" text NOT NULL,
	"join_code" text NOT NULL,
	"version" integer NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"cancelled_by" text,
	"cancelled_at" timestamp (3) with time zone,
	"cancel_reason" text
);
--> statement-breakpoint
CREATE TABLE "workshop_course" (
	"workshop_id" text NOT NULL,
	"course" text NOT NULL,
	"position" integer NOT NULL,
	CONSTRAINT "workshop_course_workshop_id_course_pk" PRIMARY KEY("workshop_id","course")
);
--> statement-breakpoint
CREATE TABLE "workshop_facilitator" (
	"workshop_id" text NOT NULL,
	"person_id" text NOT NULL,
	"added_by" text NOT NULL,
	"added_at" timestamp (3) with time zone NOT NULL,
	"removed_by" text,
	"removed_at" timestamp (3) with time zone,
	CONSTRAINT "workshop_facilitator_workshop_id_person_id_pk" PRIMARY KEY("workshop_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "workshop_session" (
	"id" text PRIMARY KEY NOT NULL,
	"workshop_id" text NOT NULL,
	"course" text NOT NULL,
	"step" text,
	"title" jsonb NOT NULL,
	"minutes" integer NOT NULL,
	"position" integer NOT NULL,
	"held_on" text,
	"added_by" text NOT NULL,
	"added_at" timestamp (3) with time zone NOT NULL,
	"removed_by" text,
	"removed_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "letter" ADD COLUMN "batch" text;--> statement-breakpoint
ALTER TABLE "organization" ADD COLUMN "closed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "organization" ADD COLUMN "closed_by" text;--> statement-breakpoint
ALTER TABLE "feedback" ADD CONSTRAINT "feedback_submission_id_submission_id_fk" FOREIGN KEY ("submission_id") REFERENCES "public"."submission"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignment" ADD CONSTRAINT "assignment_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deactivation" ADD CONSTRAINT "deactivation_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_invited_by_person_id_fk" FOREIGN KEY ("invited_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitation_acceptance" ADD CONSTRAINT "invitation_acceptance_invitation_id_invitation_id_fk" FOREIGN KEY ("invitation_id") REFERENCES "public"."invitation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitation_acceptance" ADD CONSTRAINT "invitation_acceptance_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attendance" ADD CONSTRAINT "attendance_session_id_workshop_session_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."workshop_session"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attendance" ADD CONSTRAINT "attendance_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mailing" ADD CONSTRAINT "mailing_workshop_id_workshop_id_fk" FOREIGN KEY ("workshop_id") REFERENCES "public"."workshop"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "participant" ADD CONSTRAINT "participant_workshop_id_workshop_id_fk" FOREIGN KEY ("workshop_id") REFERENCES "public"."workshop"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "participant" ADD CONSTRAINT "participant_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "participant_list" ADD CONSTRAINT "participant_list_workshop_id_workshop_id_fk" FOREIGN KEY ("workshop_id") REFERENCES "public"."workshop"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "workshop" ADD CONSTRAINT "workshop_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "workshop_course" ADD CONSTRAINT "workshop_course_workshop_id_workshop_id_fk" FOREIGN KEY ("workshop_id") REFERENCES "public"."workshop"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "workshop_facilitator" ADD CONSTRAINT "workshop_facilitator_workshop_id_workshop_id_fk" FOREIGN KEY ("workshop_id") REFERENCES "public"."workshop"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "workshop_facilitator" ADD CONSTRAINT "workshop_facilitator_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "workshop_session" ADD CONSTRAINT "workshop_session_workshop_id_workshop_id_fk" FOREIGN KEY ("workshop_id") REFERENCES "public"."workshop"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "feedback_submission" ON "feedback" USING btree ("submission_id");--> statement-breakpoint
CREATE UNIQUE INDEX "assignment_once" ON "assignment" USING btree ("person_id","course","module","occasion");--> statement-breakpoint
CREATE INDEX "assignment_occasion" ON "assignment" USING btree ("occasion");--> statement-breakpoint
CREATE INDEX "assignment_due" ON "assignment" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "act_organization" ON "act" USING btree ("organization_id","at");--> statement-breakpoint
CREATE INDEX "act_person" ON "act" USING btree ("person_id","at");--> statement-breakpoint
CREATE INDEX "act_by" ON "act" USING btree ("by_id");--> statement-breakpoint
CREATE INDEX "deactivation_person" ON "deactivation" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "invitation_hash" ON "invitation" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "invitation_organization" ON "invitation" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "invitation_acceptance_person" ON "invitation_acceptance" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "batch_prepared" ON "batch" USING btree ("prepared_by","prepared_at");--> statement-breakpoint
CREATE INDEX "attendance_person" ON "attendance" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "mailing_once" ON "mailing" USING btree ("once");--> statement-breakpoint
CREATE INDEX "mailing_workshop" ON "mailing" USING btree ("workshop_id");--> statement-breakpoint
CREATE UNIQUE INDEX "participant_once" ON "participant" USING btree ("workshop_id","person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "participant_invitation" ON "participant" USING btree ("invitation_hash");--> statement-breakpoint
CREATE INDEX "participant_person" ON "participant" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "participant_list_workshop" ON "participant_list" USING btree ("workshop_id");--> statement-breakpoint
CREATE UNIQUE INDEX "workshop_join_code" ON "workshop" USING btree ("join_code");--> statement-breakpoint
CREATE INDEX "workshop_organization" ON "workshop" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "workshop_facilitator_person" ON "workshop_facilitator" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "workshop_session_once" ON "workshop_session" USING btree ("workshop_id","course","step");--> statement-breakpoint
CREATE INDEX "completion_completed" ON "completion" USING btree ("completed_at");--> statement-breakpoint
CREATE INDEX "record_entry_done" ON "record_entry" USING btree ("done_at");--> statement-breakpoint
CREATE INDEX "letter_batch" ON "letter" USING btree ("batch");--> statement-breakpoint
UPDATE "person" SET "organization_id" = coalesce((SELECT min("id") FROM "organization" WHERE "kind" = 'country' AND "organization"."country" = "person"."country"), (SELECT min("id") FROM "organization" WHERE "parent_id" IS NULL)) WHERE "organization_id" IS NULL;
