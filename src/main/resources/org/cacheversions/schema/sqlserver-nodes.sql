CREATE TABLE cache_node (
    node varchar(36) COLLATE Latin1_General_BIN2 NOT NULL,
    begun bigint NOT NULL,
    installed bigint NOT NULL,
    seen_at datetime2 NOT NULL,
    PRIMARY KEY (node)
);
