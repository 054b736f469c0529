CREATE TABLE forum_user (id bigint PRIMARY KEY, name varchar(255), moderator boolean NOT NULL);

CREATE TABLE user_group (id bigint PRIMARY KEY, name varchar(255), parent_id bigint);

CREATE TABLE membership (
    user_id bigint NOT NULL REFERENCES forum_user,
    group_id bigint NOT NULL REFERENCES user_group,
    PRIMARY KEY (user_id, group_id)
);

CREATE TABLE category (id bigint PRIMARY KEY, name varchar(255), section_id bigint);

CREATE TABLE group_access (
    group_id bigint NOT NULL,
    category_id bigint NOT NULL,
    access_level varchar(255),
    PRIMARY KEY (group_id, category_id)
);

CREATE TABLE user_access (
    user_id bigint NOT NULL,
    category_id bigint NOT NULL,
    access_level varchar(255),
    PRIMARY KEY (user_id, category_id)
);

CREATE TABLE forum_thread (id bigint PRIMARY KEY, category_id bigint NOT NULL, title varchar(255));

CREATE TABLE post (
    id bigint PRIMARY KEY,
    thread_id bigint NOT NULL,
    author_id bigint NOT NULL,
    content varchar(2000),
    written timestamp
);

CREATE TABLE ban (user_id bigint PRIMARY KEY, reason varchar(255), since timestamp);

CREATE TABLE setting (name varchar(255) PRIMARY KEY, content varchar(255));

CREATE SEQUENCE thread_id START WITH 10000000 INCREMENT BY 50;

CREATE SEQUENCE post_id START WITH 10000000 INCREMENT BY 50;

-- schema/h2-journal.sql of the library
CREATE TABLE cache_journal (
    cache varchar(128) NOT NULL,
    revision bigint NOT NULL,
    scope varchar(65) NOT NULL,
    version varchar(8) NOT NULL,
    changed_at timestamp NOT NULL,
    PRIMARY KEY (cache, revision, scope)
);
