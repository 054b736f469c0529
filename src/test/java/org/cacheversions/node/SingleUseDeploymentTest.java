package org.cacheversions.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
import java.io.Reader;
import java.sql.ResultSet;
import java.util.Collection;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cacheversions.VersionedCache;
import org.junit.jupiter.api.Test;

/** A cached method whose result only one caller can use fails the deployment. */
class SingleUseDeploymentTest {

    private static Throwable starting(Class<?>... beans) {
        return catchThrowable(
                () -> TestNode.start(Unit.ECLIPSELINK_LOCAL, beans).close());
    }

    @Test
    void resultsThatCanBeUsedOnceFailTheDeployment() {
        Throwable failure = starting(SingleUse.class, OfStreams.class);
        for (String method : List.of(
                "stream",
                "ints",
                "iterator",
                "enumeration",
                "input",
                "reader",
                "rows",
                "publisher",
                "optional",
                "stage",
                "list",
                "array",
                "record",
                "boxed",
                "entry",
                "task",
                "ownStage",
                "stages")) {
            assertThat(failure).hasStackTraceContaining("SingleUse." + method + "() is cached");
        }
        assertThat(failure).hasStackTraceContaining("CV0239").hasStackTraceContaining("OfStreams.load() is cached");
    }

    @Test
    void otherResultsDoNot() {
        assertThat(starting(Shareable.class)).isNull();
    }

    /** Callers need copies of this class, which only its author can make. */
    static class OwnStage<T> extends CompletableFuture<T> {}

    record Page(int number, Stream<String> rows) {}

    record Box<T>(List<T> values) {}

    @ApplicationScoped
    @VersionedCache("bans")
    static class SingleUse {
        OwnStage<String> ownStage() {
            return new OwnStage<>();
        }

        Stream<String> stream() {
            return Stream.of();
        }

        IntStream ints() {
            return IntStream.of();
        }

        Iterator<String> iterator() {
            return List.<String>of().iterator();
        }

        Enumeration<String> enumeration() {
            return null;
        }

        InputStream input() {
            return null;
        }

        Reader reader() {
            return null;
        }

        ResultSet rows() {
            return null;
        }

        Flow.Publisher<String> publisher() {
            return null;
        }

        Optional<Stream<String>> optional() {
            return Optional.empty();
        }

        CompletionStage<Stream<String>> stage() {
            return null;
        }

        Map<String, ? extends List<InputStream>> list() {
            return null;
        }

        Stream<String>[] array() {
            return null;
        }

        Page record() {
            return null;
        }

        CompletionStage<Box<List<Stream<String>>>> boxed() {
            return null;
        }

        Map.Entry<String, InputStream> entry() {
            return null;
        }

        FutureTask<String> task() {
            return null;
        }

        Collection<CompletableFuture<String>> stages() {
            return null;
        }
    }

    abstract static class Base<T> {
        @VersionedCache("bans")
        T load() {
            return null;
        }
    }

    @ApplicationScoped
    static class OfStreams extends Base<Stream<String>> {}

    @ApplicationScoped
    @VersionedCache("bans")
    static class Shareable {
        Iterable<String> iterable() {
            return List.of();
        }

        Object object() {
            return null;
        }

        <T extends Comparable<T>> T variable() {
            return null;
        }

        Supplier<Stream<String>> supplier() {
            return Stream::of;
        }

        CompletableFuture<List<String>> stage() {
            return null;
        }

        Box<String> boxed() {
            return null;
        }

        Future<String> future() {
            return CompletableFuture.completedFuture("x");
        }
    }
}
