package org.cacheversions.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.cacheversions.databases.RedisProcess;
import org.cacheversions.node.LogCapture;
import org.cacheversions.node.TestNode;
import org.cacheversions.node.Unit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** Real servers that the URI addresses by TLS with a user, through a sentinel, or as a cluster. */
class RedisTopologyTest {

    private static final String PASSWORD = "changeit";

    private final LogCapture log = new LogCapture();
    private final List<AutoCloseable> opened = new ArrayList<>();

    @TempDir
    Path folder;

    private TestNode node;
    private BanService bans;

    @AfterEach
    void close() throws Exception {
        log.close();
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    private <T extends AutoCloseable> T closed(T resource) {
        opened.add(resource);
        return resource;
    }

    private void startNode(String uri) {
        node = closed(TestNode.start(
                Unit.ECLIPSELINK_LOCAL,
                UUID.randomUUID().toString(),
                Map.of(
                        "cache-versions.auto-start", "true",
                        "cache-versions.store", "redis",
                        "cache-versions.redis.timeout", "PT2S",
                        "cache-versions.redis.uri", uri),
                BanService.class));
        bans = node.bean(BanService.class);
    }

    private void find(long id) {
        assertThat(node.request(() -> bans.find(id)).orElseThrow().userId()).isEqualTo(id);
    }

    private void untilItHits(long id) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
            int before = bans.loads();
            find(id);
            find(id);
            return bans.loads() == before;
        });
    }

    private long warnings(String code) {
        return log.warnings().stream().filter(line -> line.startsWith(code)).count();
    }

    private static int freePort() {
        return RedisProcess.freePort();
    }

    /** Creates a key pair for 127.0.0.1 in files that Redis reads, and a trust store with its certificate. */
    private Path certificate() throws Exception {
        Path store = folder.resolve("server.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "redis",
                        "-keyalg",
                        "RSA",
                        "-dname",
                        "CN=redis",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-keystore",
                        store.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        keytool.getInputStream().readAllBytes();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        Key key = keys.getKey("redis", PASSWORD.toCharArray());
        Certificate certificate = keys.getCertificate("redis");
        pem("key.pem", "PRIVATE KEY", key.getEncoded());
        pem("certificate.pem", "CERTIFICATE", certificate.getEncoded());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("redis", certificate);
        Path trust = folder.resolve("trust.p12");
        try (var out = Files.newOutputStream(trust)) {
            trusted.store(out, PASSWORD.toCharArray());
        }
        return trust;
    }

    private void pem(String file, String kind, byte[] content) throws IOException {
        Files.writeString(
                folder.resolve(file),
                "-----BEGIN " + kind + "-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + kind
                        + "-----\n");
    }

    private int startWithTls() {
        int port = freePort();
        RedisProcess redis = closed(new RedisProcess(
                "--tls-port",
                String.valueOf(port),
                "--tls-cert-file",
                folder.resolve("certificate.pem").toString(),
                "--tls-key-file",
                folder.resolve("key.pem").toString(),
                "--tls-ca-cert-file",
                folder.resolve("certificate.pem").toString(),
                "--tls-auth-clients",
                "no"));
        try (Jedis client = redis.client()) {
            client.aclSetUser("app", "on", ">p@ss", "~cache-versions:*", "+getrange", "+set");
            client.aclSetUser("default", "off");
        }
        return port;
    }

    private void trusting(Path trust, Runnable work) {
        System.setProperty("javax.net.ssl.trustStore", trust.toString());
        System.setProperty("javax.net.ssl.trustStorePassword", PASSWORD);
        System.setProperty("javax.net.ssl.trustStoreType", "PKCS12");
        try {
            work.run();
        } finally {
            List.of("trustStore", "trustStorePassword", "trustStoreType")
                    .forEach(name -> System.clearProperty("javax.net.ssl." + name));
        }
    }

    @Test
    void tlsWithAnAclUserIsUsed() throws Exception {
        Path trust = certificate();
        int port = startWithTls();
        trusting(trust, () -> {
            startNode("rediss://app:p%40ss@127.0.0.1:" + port);
            untilItHits(1);
        });
        assertThat(warnings("CV05")).isZero();
    }

    @Test
    void anUntrustedServerIsNotUsed() throws Exception {
        certificate();
        int port = startWithTls();
        startNode("rediss://app:p%40ss@127.0.0.1:" + port);
        for (int i = 0; i < 5; i++) {
            find(1);
        }
        assertThat(bans.loads()).isEqualTo(5);
        assertThat(warnings("CV0502")).isEqualTo(1);
        assertThat(log.messages()).noneMatch(line -> line.contains("p%40ss") || line.contains("p@ss"));
    }

    @Test
    void aCertificateOfAnotherHostIsRefused() throws Exception {
        Path trust = certificate();
        int port = startWithTls();
        trusting(trust, () -> {
            startNode("rediss://app:p%40ss@localhost:" + port);
            for (int i = 0; i < 5; i++) {
                find(1);
            }
        });
        assertThat(bans.loads()).isEqualTo(5);
        assertThat(warnings("CV0502")).isEqualTo(1);
    }

    @Test
    void theNewMasterIsFoundThroughSentinel() throws Exception {
        RedisProcess master = closed(new RedisProcess());
        RedisProcess replica = closed(new RedisProcess("--replicaof", "127.0.0.1", String.valueOf(master.port())));
        int port = freePort();
        Path configuration = Files.writeString(
                folder.resolve("sentinel.conf"),
                String.join(
                        "\n",
                        "bind 127.0.0.1",
                        "port " + port,
                        "dir " + folder,
                        "sentinel monitor main 127.0.0.1 " + master.port() + " 1",
                        "sentinel down-after-milliseconds main 500",
                        "sentinel failover-timeout main 2000",
                        ""));
        closed(RedisProcess.sentinel(port, configuration));
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
            try (Jedis sentinel = new Jedis("127.0.0.1", port)) {
                return !sentinel.sentinelReplicas("main").isEmpty();
            }
        });
        startNode("redis-sentinel://127.0.0.1:" + port + "#main");
        untilItHits(1);
        assertThat(keys(master)).isEqualTo(1);

        master.kill();

        untilItHits(2);
        assertThat(keys(replica)).isPositive();
        assertThat(warnings("CV0502")).isLessThanOrEqualTo(1);
    }

    private static long keys(RedisProcess redis) {
        try (Jedis client = redis.client()) {
            return client.dbSize();
        }
    }

    @Test
    void clusterNodesShareTheEntries() throws Exception {
        int first = ThreadLocalRandom.current().nextInt(15_000, 25_000); // the port of its bus is 10,000 higher
        List<RedisProcess> servers = IntStream.range(0, 3)
                .mapToObj(i -> closed(new RedisProcess(
                        first + i,
                        "--cluster-enabled",
                        "yes",
                        "--cluster-config-file",
                        folder.resolve("nodes-" + i + ".conf").toString())))
                .toList();
        for (int i = 0; i < servers.size(); i++) {
            try (Jedis client = servers.get(i).client()) {
                int[] slots =
                        IntStream.range(16_384 * i / 3, 16_384 * (i + 1) / 3).toArray();
                client.clusterAddSlots(slots);
                client.clusterMeet("127.0.0.1", servers.get(0).port());
            }
        }
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> servers.stream()
                .allMatch(RedisTopologyTest::isComplete));

        startNode("redis-cluster://127.0.0.1:" + servers.get(1).port());
        for (long id = 0; id < 30; id++) {
            find(id);
        }
        int loads = bans.loads();
        for (long id = 0; id < 30; id++) {
            find(id);
        }
        assertThat(bans.loads()).isEqualTo(loads).isEqualTo(30);
        assertThat(servers).allSatisfy(server -> assertThat(keys(server)).isPositive());
        node.invalidator().invalidate("bans");
        find(1);
        assertThat(bans.loads()).isEqualTo(31);
    }

    private static boolean isComplete(RedisProcess server) {
        try (Jedis client = server.client()) {
            String info = client.clusterInfo();
            return info.contains("cluster_state:ok") && info.contains("cluster_known_nodes:3");
        }
    }
}
