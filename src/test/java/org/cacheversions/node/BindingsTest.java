package org.cacheversions.node;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Stereotype;
import jakarta.inject.Inject;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.cacheversions.InvalidatesCache;
import org.cacheversions.VersionedCache;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The annotation works wherever CDI allows an interceptor binding. */
class BindingsTest {

    private static TestNode node;

    @BeforeAll
    static void start() {
        node = TestNode.start(
                Unit.ECLIPSELINK_LOCAL,
                GreeterBean.class,
                NumberFinder.class,
                ByClass.class,
                Sub.class,
                Base.class,
                ByStereotype.class,
                ByBinding.class,
                Client.class,
                Invalidating.class,
                NumberRepository.class,
                Opened.class);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static <T> T request(Callable<T> work) {
        return node.request(work);
    }

    @Test
    void cachesABeanCalledThroughItsInterface() {
        Greeter greeter = node.bean(Client.class).greeter;
        assertThat(request(() -> greeter.greet("Ann"))).isEqualTo("Ann 1");
        assertThat(request(() -> greeter.greet("Ann"))).isEqualTo("Ann 1");
        assertThat(request(() -> greeter.greet("Bob"))).isEqualTo("Bob 2");
    }

    @Test
    void cachesAGenericMethodCalledThroughItsBridge() {
        Finder<Number, Long> finder = node.bean(Client.class).finder;
        assertThat(request(() -> finder.find(5L))).isEqualTo(1);
        assertThat(request(() -> finder.find(5L))).isEqualTo(1);
        assertThat(request(() -> node.bean(NumberFinder.class).find(5L))).isEqualTo(1);
    }

    @Test
    void aClassLevelAnnotationIgnoresVoidMethods() {
        ByClass bean = node.bean(ByClass.class);
        assertThat(request(bean::next)).isEqualTo(1);
        assertThat(request(bean::next)).isEqualTo(1);
        request(() -> {
            bean.nothing();
            return null;
        });
        assertThat(request(() -> bean.own(3))).isEqualTo(2);
        assertThat(request(() -> bean.own(3))).isEqualTo(2);
    }

    @Test
    void inheritedMethodHasEntriesForEachBean() {
        Sub sub = node.bean(Sub.class);
        assertThat(request(sub::name)).isEqualTo("name 1");
        assertThat(request(sub::name)).isEqualTo("name 1");
        assertThat(request(sub::overridden)).isEqualTo(2);
        assertThat(request(sub::overridden)).isEqualTo(3);
    }

    @Test
    void stereotypeCarriesTheBinding() {
        ByStereotype bean = node.bean(ByStereotype.class);
        assertThat(request(bean::next)).isEqualTo(1);
        assertThat(request(bean::next)).isEqualTo(1);
    }

    @Test
    void anotherBindingCarriesTheBinding() {
        ByBinding bean = node.bean(ByBinding.class);
        assertThat(request(bean::next)).isEqualTo(1);
        assertThat(request(bean::next)).isEqualTo(1);
    }

    @Test
    void invalidatesOnClassAndMethod() {
        Invalidating bean = node.bean(Invalidating.class);
        String bans = node.versions().get("bans");
        String other = node.versions().get("other");
        bean.byClass();
        assertThat(node.versions().get("bans")).isNotEqualTo(bans);
        assertThat(node.versions().get("other")).isEqualTo(other);
        bans = node.versions().get("bans");
        bean.byMethod();
        assertThat(node.versions().get("bans")).isEqualTo(bans);
        assertThat(node.versions().get("other")).isNotEqualTo(other);
    }

    @Test
    void aGenericMethodInvalidatesThroughItsBridge() {
        Repository<Number> repository = node.bean(Client.class).repository;
        String numbers = node.versions().get("numbers");
        repository.save(5L);
        assertThat(node.versions().get("numbers")).isNotEqualTo(numbers);
        String greetings = node.versions().get("greetings");
        repository.like(5L);
        assertThat(node.versions().get("greetings")).isNotEqualTo(greetings);
    }

    @Test
    void methodsOfAnInvisibleParentCacheAndInvalidate() {
        Opened bean = node.bean(Opened.class);
        String opened = node.versions().get("opened");
        assertThat(request(bean::next)).isEqualTo(1);
        assertThat(request(bean::next)).isEqualTo(1);
        bean.change();
        assertThat(node.versions().get("opened")).isNotEqualTo(opened);
        assertThat(request(bean::next)).isEqualTo(2);
    }

    interface Greeter {
        String greet(String name);
    }

    @ApplicationScoped
    static class GreeterBean implements Greeter {
        private final AtomicInteger calls = new AtomicInteger();

        @Override
        @VersionedCache("greetings")
        public String greet(String name) {
            return name + " " + calls.incrementAndGet();
        }
    }

    interface Finder<T, K> {
        T find(K key);
    }

    @ApplicationScoped
    static class NumberFinder implements Finder<Number, Long> {
        private final AtomicInteger calls = new AtomicInteger();

        @Override
        @VersionedCache("numbers")
        public Integer find(Long key) {
            return calls.incrementAndGet();
        }
    }

    @ApplicationScoped
    @VersionedCache("bans")
    static class ByClass {
        private final AtomicInteger calls = new AtomicInteger();

        int next() {
            return calls.incrementAndGet();
        }

        void nothing() {}

        @VersionedCache("other")
        int own(int number) {
            return calls.incrementAndGet();
        }
    }

    @Dependent
    static class Base {
        final AtomicInteger calls = new AtomicInteger();

        @VersionedCache("bans")
        String name() {
            return "name " + calls.incrementAndGet();
        }

        @VersionedCache("bans")
        int overridden() {
            return calls.incrementAndGet();
        }
    }

    @ApplicationScoped
    static class Sub extends Base {
        @Override
        int overridden() {
            return calls.incrementAndGet();
        }
    }

    @Stereotype
    @VersionedCache("stereotyped")
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface Cached {}

    @ApplicationScoped
    @Cached
    static class ByStereotype {
        private final AtomicInteger calls = new AtomicInteger();

        int next() {
            return calls.incrementAndGet();
        }
    }

    @InterceptorBinding
    @VersionedCache("bound")
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE, ElementType.METHOD})
    @interface CachedByVersion {}

    @ApplicationScoped
    static class ByBinding {
        private final AtomicInteger calls = new AtomicInteger();

        @CachedByVersion
        int next() {
            return calls.incrementAndGet();
        }
    }

    @ApplicationScoped
    @InvalidatesCache("bans")
    static class Invalidating {
        void byClass() {}

        @InvalidatesCache("other")
        void byMethod() {}
    }

    interface Repository<T> {
        void save(T value);

        Object like(T value);
    }

    @ApplicationScoped
    static class NumberRepository implements Repository<Number> {
        @Override
        @InvalidatesCache("numbers")
        public void save(Number value) {}

        @Override
        @InvalidatesCache("greetings")
        public String like(Number value) {
            return "like " + value;
        }
    }

    /** Not public: javac gives a public class below it bridges that are declared as the methods here. */
    static class Hidden {
        private final AtomicInteger calls = new AtomicInteger();

        @VersionedCache("opened")
        public int next() {
            return calls.incrementAndGet();
        }

        @InvalidatesCache("opened")
        public void change() {}
    }

    @ApplicationScoped
    public static class Opened extends Hidden {}

    @Dependent
    static class Client {
        @Inject
        Greeter greeter;

        @Inject
        Finder<Number, Long> finder;

        @Inject
        Repository<Number> repository;
    }
}
