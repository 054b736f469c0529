package org.cacheversions.node;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.SessionScoped;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import org.cacheversions.Cache;
import org.cacheversions.CacheInvalidator;
import org.cacheversions.CacheName;
import org.cacheversions.CacheVersions;
import org.cacheversions.VersionedCache;
import org.cacheversions.internal.cdi.CacheVersionsExtension;
import org.cacheversions.spi.CacheFigures;
import org.cacheversions.testing.InMemoryVersions;
import org.jboss.weld.environment.se.Weld;
import org.junit.jupiter.api.Test;

/** The library's beans still work in an application bean that was passivated and activated, also on another node. */
class PassivationTest {

    private static SeContainer start() {
        return new Weld("node")
                .disableDiscovery()
                .addExtension(new CacheVersionsExtension())
                .addBeanClasses(InMemoryVersions.class, Basket.class, Prices.class)
                .initialize();
    }

    /** Creates the instance itself, since no server provides the scope here. */
    private static <T> T create(SeContainer container, Class<T> type) {
        BeanManager manager = container.getBeanManager();
        @SuppressWarnings("unchecked")
        Bean<T> bean = (Bean<T>) manager.resolve(manager.getBeans(type));
        CreationalContext<T> context = manager.createCreationalContext(bean);
        return bean.create(context);
    }

    private static byte[] passivated(Object bean) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(bean);
        }
        return bytes.toByteArray();
    }

    private static Object activated(byte[] bytes) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return in.readObject();
        }
    }

    @Test
    void workOnTheSameNode() throws Exception {
        try (SeContainer container = start()) {
            check(container, (Basket) activated(passivated(create(container, Basket.class))));
        }
    }

    @Test
    void workOnAnotherNode() throws Exception {
        byte[] bytes;
        try (SeContainer container = start()) {
            Basket basket = create(container, Basket.class);
            basket.cache.of(String.class).get(1, () -> "elsewhere");
            bytes = passivated(basket);
        }
        try (SeContainer container = start()) {
            check(container, (Basket) activated(bytes));
        }
    }

    private static void check(SeContainer container, Basket basket) {
        RequestContextController scope =
                container.select(RequestContextController.class).get();
        scope.activate();
        String version = basket.versions.get("prices");
        assertThat(basket.cache.get(1, () -> "a")).isEqualTo("a");
        assertThat(basket.cache.get(1, () -> "b")).isEqualTo("a");
        assertThat(basket.typed.get(1, () -> "c")).isEqualTo("c");
        assertThat(basket.typed.get(1, () -> "d")).isEqualTo("c");
        scope.deactivate();
        scope.activate();
        basket.invalidator.invalidate("prices");
        scope.deactivate();
        scope.activate();
        assertThat(basket.versions.get("prices")).isNotEqualTo(version);
        assertThat(basket.cache.get(1, () -> "b")).isEqualTo("b");
        assertThat(basket.total()).isEqualTo(1);
        assertThat(basket.figures.methods()).isNotEmpty();
        scope.deactivate();
    }

    @ApplicationScoped
    static class Prices {}

    @SessionScoped
    static class Basket implements Serializable {

        private Cache typed;
        private Cache cache;

        @Inject
        private CacheVersions versions;

        @Inject
        private CacheInvalidator invalidator;

        @Inject
        private CacheFigures figures;

        @Inject
        void use(@CacheName("prices") Cache prices) {
            cache = prices;
            typed = prices.of(String.class);
        }

        @VersionedCache("prices")
        int total() {
            return 1;
        }
    }
}
