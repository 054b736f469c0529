package org.cacheversions.cluster;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.cacheversions.it.Server;

/** A node on an application server. */
final class ServerNode extends ClusterNode {

    private final Supplier<Server> servers;
    private final Path war;
    private volatile Server server;
    private volatile ProcessHandle process;

    ServerNode(HttpClient client, String name, Supplier<Server> servers, Path war) {
        super(client, name);
        this.servers = servers;
        this.war = war;
    }

    @Override
    URI boot() {
        Server before = server;
        if (before != null) {
            before.close();
        }
        server = servers.get();
        process = ProcessHandle.of(server.pid()).orElseThrow();
        return server.deploy(war).uri();
    }

    @Override
    ProcessHandle process() {
        return process;
    }

    @Override
    boolean startsFast() {
        return false;
    }

    @Override
    public void close() {
        Server running = server;
        if (running != null) {
            running.close();
        }
    }
}
