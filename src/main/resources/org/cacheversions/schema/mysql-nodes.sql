CREATE TABLE cache_node (
    node varchar(36) NOT NULL,
    begun bigint NOT NULL,
    installed bigint NOT NULL,
    seen_at datetime(6) NOT NULL,
    PRIMARY KEY (node)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin ENGINE = InnoDB;
