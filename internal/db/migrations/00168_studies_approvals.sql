-- +goose Up

-- What has to be noted for the site before the task can be done: letter, delegation;
-- '' for tasks that are their own proof.
ALTER TABLE study_site_tasks ADD COLUMN needs TEXT NOT NULL DEFAULT '';
UPDATE study_site_tasks SET needs = 'letter' WHERE title = 'Letters of access given';
UPDATE study_site_tasks SET needs = 'delegation' WHERE title = 'Training done and delegation log signed';

-- What stood at a task before it was put right. These rows never change.
CREATE TABLE study_site_task_corrections (
    id       TEXT PRIMARY KEY,
    task_id  TEXT NOT NULL REFERENCES study_site_tasks (id),
    done_on  TEXT,                             -- as it stood
    done_by  TEXT NOT NULL,
    waived   TEXT NOT NULL,
    why      TEXT NOT NULL,                    -- it was put right
    at       BIGINT NOT NULL,
    by_name  TEXT NOT NULL
);
CREATE INDEX study_site_task_corrections_task ON study_site_task_corrections (task_id);
