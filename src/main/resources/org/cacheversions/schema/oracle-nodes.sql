CREATE TABLE cache_node (
    node varchar2(36 char) NOT NULL,
    begun number(19) NOT NULL,
    installed number(19) NOT NULL,
    seen_at timestamp NOT NULL,
    PRIMARY KEY (node)
);
