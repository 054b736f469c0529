package org.cacheversions.internal.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisUriTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "redis://h|SERVER|false|redis://h:6379",
                "REDISS://h:1/3|SERVER|true|rediss://h:1/3",
                "redis://[::1]:7/|SERVER|false|redis://[::1]:7",
                "redis://[::1]|SERVER|false|redis://[::1]:6379",
                "redis-sentinel://a,b:2,c/1#main|SENTINEL|false|redis-sentinel://a:26379,b:2,c:26379/1#main",
                "rediss-sentinel://a#main|SENTINEL|true|rediss-sentinel://a:26379#main",
                "redis-cluster://u:p@a:1,b:2|CLUSTER|false|redis-cluster://a:1,b:2",
            })
    void isParsed(String text, RedisUri.Kind kind, boolean tls, String shown) {
        RedisUri uri = RedisUri.parse(text);
        assertThat(uri.kind()).isEqualTo(kind);
        assertThat(uri.tls()).isEqualTo(tls);
        assertThat(uri).hasToString(shown);
    }

    @Test
    void credentialsAreDecodedAndNeverShown() {
        RedisUri uri = RedisUri.parse("redis://app:p%40s+s%3A:w@h");
        assertThat(uri.user()).isEqualTo("app");
        assertThat(uri.password()).isEqualTo("p@s+s::w");
        assertThat(uri.toString()).isEqualTo("redis://h:6379");
        assertThat(RedisUri.parse("redis://:secret@h").user()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "h:6379",
                "http://h",
                "redisx://h",
                "redis://",
                "redis:h",
                "redis://h:0",
                "redis://h:99999",
                "redis://h:x",
                "redis://h/x",
                "redis://h/-1",
                "redis://h?timeout=1",
                "redis://a,b",
                "redis://h#master",
                "redis://useronly@h",
                "redis-sentinel://a",
                "redis-sentinel://a,#m",
                "redis-cluster://a/1",
                "redis://pass word@h",
            })
    void anInvalidUriIsRefusedWithoutPrintingIt(String text) {
        assertThatThrownBy(() -> RedisUri.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("it has none of the allowed forms")
                .hasNoCause();
    }
}
