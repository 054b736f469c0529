package org.cacheversions.benchmark;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.cacheversions.CacheInvalidator;
import org.cacheversions.internal.core.call.VersionContext;
import org.cacheversions.internal.core.call.VersionContexts;
import org.jboss.weld.context.bound.BoundRequestContext;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** The cost of a hit, compared with the container's minimum and with other caches. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 12, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class HitBenchmark {

    /** The beans of Weld. */
    @State(Scope.Benchmark)
    public static class Weld {

        Node node;
        DoNothingBean doNothing;
        NaiveBean naive;
        VersionedBean versioned;
        PlainBean plain;

        @Setup
        public void start() {
            // in the default coherence a call outside a request reads the versions, here from memory
            node = new Node(Map.of(), DoNothingBean.class, NaiveBean.class, VersionedBean.class, PlainBean.class);
            doNothing = node.bean(DoNothingBean.class);
            naive = node.bean(NaiveBean.class);
            versioned = node.bean(VersionedBean.class);
            plain = node.bean(PlainBean.class);
        }

        @TearDown
        public void close() {
            node.close();
        }
    }

    /**
     * A request on each thread, as a servlet container with Weld and the filter would run it. A new one begins after a
     * thousand calls, to renew the objects that Weld keeps for each request: if the garbage collector moved those of
     * two threads next to each other, the processors would compete for one cache line.
     */
    @State(Scope.Thread)
    public static class Request {

        private static final int CALLS = 1_000;

        private final Map<String, Object> scope = new HashMap<>();
        private BoundRequestContext requestScope;
        private VersionContexts contexts;
        private VersionContext previous;
        private int left;

        @Setup
        public void begin(Weld weld) {
            requestScope = weld.node.requestScope();
            contexts = weld.node.contexts();
            previous = contexts.bind(contexts.pin());
            begin();
        }

        private void begin() {
            left = CALLS;
            requestScope.associate(scope);
            requestScope.activate();
        }

        @TearDown
        public void leave() {
            end();
            contexts.bind(previous);
        }

        private void end() {
            requestScope.invalidate();
            requestScope.deactivate();
            requestScope.dissociate(scope);
        }

        void call() {
            if (--left == 0) {
                end();
                begin();
            }
        }

        long next(Arguments arguments) {
            call();
            return arguments.next();
        }
    }

    /** The versions of a request, on a thread without Weld's request scope. */
    @State(Scope.Thread)
    public static class Pinned {

        private VersionContexts contexts;
        private VersionContext previous;

        @Setup
        public void begin(Weld weld) {
            contexts = weld.node.contexts();
            previous = contexts.bind(contexts.pin());
        }

        @TearDown
        public void end() {
            contexts.bind(previous);
        }
    }

    /** Entries that are older than a thousand invalidations of other scopes. */
    @State(Scope.Benchmark)
    public static class Older {

        VersionedBean versioned;

        @Setup
        public void invalidate(Weld weld) {
            VersionContexts contexts = weld.node.contexts();
            VersionContext previous = contexts.bind(null); // or its invalidations would count as the request's own
            versioned = weld.versioned;
            for (long id = Names.FIRST; id < Names.FIRST + Names.COUNT; id++) {
                var unused = versioned.scoped(id);
            }
            CacheInvalidator invalidator = weld.node.bean(CacheInvalidator.class);
            for (int other = 0; other < 1_000; other++) {
                invalidator.invalidate(org.cacheversions.Scope.of("first", other));
            }
            contexts.bind(previous == null ? null : contexts.pin());
        }
    }

    /** The arguments of each thread. */
    @State(Scope.Thread)
    public static class Arguments {

        private int last;

        long next() {
            return Names.FIRST + (last++ & (Names.COUNT - 1));
        }
    }

    /** Caffeine itself. */
    @State(Scope.Benchmark)
    public static class Raw {

        final Cache<Object, Object> entries =
                Caffeine.newBuilder().maximumSize(100_000).build();

        @Setup
        public void fill() {
            for (long id = Names.FIRST; id < Names.FIRST + Names.COUNT; id++) {
                entries.put(id, Names.of(id));
                entries.put(List.of(id, "en", 1_000), Names.of(id));
            }
        }
    }

    /** The bean of Spring. */
    @State(Scope.Benchmark)
    public static class SpringContext {

        private AnnotationConfigApplicationContext context;
        SpringBean bean;

        @Setup
        public void start() {
            context = new AnnotationConfigApplicationContext(Spring.class);
            bean = context.getBean(SpringBean.class);
        }

        @TearDown
        public void close() {
            context.close();
        }
    }

    @Benchmark
    public Object proxyOnly1(Weld weld, Request request, Arguments arguments) {
        return weld.plain.one(request.next(arguments));
    }

    @Benchmark
    public Object doNothing1(Weld weld, Request request, Arguments arguments) {
        return weld.doNothing.one(request.next(arguments));
    }

    @Benchmark
    public Object doNothing3(Weld weld, Request request, Arguments arguments) {
        return weld.doNothing.three(request.next(arguments), "en", 1_000);
    }

    @Benchmark
    public Object naive1(Weld weld, Request request, Arguments arguments) {
        return weld.naive.one(request.next(arguments));
    }

    @Benchmark
    public Object naive3(Weld weld, Request request, Arguments arguments) {
        return weld.naive.three(request.next(arguments), "en", 1_000);
    }

    @Benchmark
    public Object versioned1(Weld weld, Request request, Arguments arguments) {
        return weld.versioned.one(request.next(arguments));
    }

    @Benchmark
    public Object versioned1Scoped(Weld weld, Request request, Arguments arguments) {
        return weld.versioned.scoped(request.next(arguments));
    }

    @Benchmark
    public Object versioned1ScopedOlder(Older older, Request request, Arguments arguments) {
        return older.versioned.scoped(request.next(arguments));
    }

    @Benchmark
    public Object versioned3(Weld weld, Request request, Arguments arguments) {
        return weld.versioned.three(request.next(arguments), "en", 1_000);
    }

    @Benchmark
    public Object versioned1Of3Caches(Weld weld, Request request, Arguments arguments) {
        return weld.versioned.oneOfThree(request.next(arguments));
    }

    @Benchmark
    public Object proxyOnly1NoScope(Weld weld, Arguments arguments) {
        return weld.plain.one(arguments.next());
    }

    @Benchmark
    public Object doNothing1NoScope(Weld weld, Arguments arguments) {
        return weld.doNothing.one(arguments.next());
    }

    @Benchmark
    public Object naive1NoScope(Weld weld, Arguments arguments) {
        return weld.naive.one(arguments.next());
    }

    @Benchmark
    public Object versioned1NoScope(Weld weld, Pinned pinned, Arguments arguments) {
        return weld.versioned.one(arguments.next());
    }

    @Benchmark
    public Object versioned1NoRequest(Weld weld, Arguments arguments) {
        return weld.versioned.one(arguments.next());
    }

    @Benchmark
    public Object caffeine1(Raw raw, Arguments arguments) {
        return raw.entries.getIfPresent(arguments.next());
    }

    @Benchmark
    public Object caffeine3(Raw raw, Arguments arguments) {
        return raw.entries.getIfPresent(List.of(arguments.next(), "en", 1_000));
    }

    @Benchmark
    public Object spring1(SpringContext spring, Arguments arguments) {
        return spring.bean.one(arguments.next());
    }

    @Benchmark
    public Object spring3(SpringContext spring, Arguments arguments) {
        return spring.bean.three(arguments.next(), "en", 1_000);
    }
}
