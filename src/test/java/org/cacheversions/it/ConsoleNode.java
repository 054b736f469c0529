package org.cacheversions.it;

import com.sun.net.httpserver.HttpServer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Executors;
import org.cacheversions.CacheVersionsUnit;
import org.cacheversions.internal.cdi.CacheRuntime;
import org.cacheversions.internal.cdi.CacheVersionsExtension;
import org.cacheversions.node.ItemService;
import org.cacheversions.testing.CacheAssertions;

/** A node in a separate process. Each HTTP request is a request of the library and returns a cached amount. */
final class ConsoleNode {

    private ConsoleNode() {}

    @ApplicationScoped
    static class Unit {

        @Produces
        @ApplicationScoped
        @CacheVersionsUnit
        EntityManagerFactory unit() {
            return Persistence.createEntityManagerFactory(
                    "eclipselink-local",
                    Map.of(
                            "jakarta.persistence.jdbc.url",
                            System.getProperty("node.url"),
                            "jakarta.persistence.jdbc.user",
                            "postgres",
                            "eclipselink.connection-pool.default.max",
                            "16"));
        }
    }

    public static void main(String[] arguments) throws IOException {
        SeContainer container = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(new CacheVersionsExtension())
                .addBeanClasses(Unit.class, ItemService.class)
                .initialize();
        container.select(CacheRuntime.class).get().engine().start(); // as the servlet listener does
        ItemService items = container.select(ItemService.class).get();
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 100);
        server.setExecutor(Executors.newFixedThreadPool(16));
        server.createContext("/", exchange -> {
            int[] amount = new int[1];
            CacheAssertions.asRequest(() -> amount[0] = items.amount(1));
            byte[] body = (amount[0] + " " + items.loads()).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        System.out.println("listening on port " + server.getAddress().getPort() + ".");
    }
}
