CREATE TABLE cache_node (
    node varchar(36) NOT NULL,
    begun bigint NOT NULL,
    installed bigint NOT NULL,
    seen_at timestamp NOT NULL,
    PRIMARY KEY (node)
);
