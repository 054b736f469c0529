package org.cacheversions.internal.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A name of a table is nothing but identifiers. */
final class TableNameTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "cache version",
                "cache_version;",
                "cache_version; DROP TABLE users",
                "cache_version--",
                "cache_version WHERE 1 = 1",
                "cache_version/**/",
                "\"cache_version",
                "\"a\"b\"",
                "\"a;b\"",
                "\"\"",
                "`a`b`",
                "`a\\`",
                "\"a\\\"",
                "[a]b]",
                "a.b.c.d",
                ".a",
                "a.",
                "a..b",
                "'a'",
                "a\nb",
                "1a",
                "(SELECT 1)"
            })
    void anythingElseIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> TableName.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "labels,, labels",
        "forum.cache_version, forum, cache_version",
        "db.forum.Labels, forum, Labels",
        "\"The Forum\".\"Cache Versions\", \"The Forum\", \"Cache Versions\"",
        "`forum-1`.`labels`, `forum-1`, `labels`",
        "[dbo].[Cache Versions], [dbo], [Cache Versions]"
    })
    void namesMayHaveASchemaAndQuotes(String text, String schema, String table) {
        TableName name = TableName.parse(text);
        assertThat(name.schema()).isEqualTo(schema);
        assertThat(name.table()).isEqualTo(table);
        assertThat(name.in("DELETE FROM cache_version WHERE cache = ?"))
                .isEqualTo("DELETE FROM " + text + " WHERE cache = ?");
    }
}
