package org.example;

import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

@ApplicationPath("/")
@DataSourceDefinition(
        name = "java:app/jdbc/quickstart",
        className = "org.h2.jdbcx.JdbcDataSource",
        url = "jdbc:h2:mem:quickstart;DB_CLOSE_DELAY=-1;OPTIMIZE_REUSE_RESULTS=FALSE",
        user = "sa",
        password = "sa")
public class Rest extends Application {}
