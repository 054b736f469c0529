CREATE TABLE Ban (userId bigint PRIMARY KEY);
