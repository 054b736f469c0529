package org.cacheversions.it;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** The servers of this test run. All of them are started at once; each is waited for when it is first deployed to. */
final class Servers implements ArgumentsProvider {

    @Override
    public Stream<? extends Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        return context
                .getRoot()
                .getStore(ExtensionContext.Namespace.create(Servers.class))
                .getOrComputeIfAbsent("running", key -> Running.start(), Running.class)
                .servers()
                .stream()
                .map(Arguments::of);
    }

    /** Closed by JUnit when the last test has ended. */
    private record Running(List<Server> servers) implements ExtensionContext.Store.CloseableResource {

        static Running start() {
            return new Running(Stream.of(Server.setting("it.servers").split(","))
                    .map(Running::kind)
                    .map(Supplier::get)
                    .toList());
        }

        private static Supplier<Server> kind(String name) {
            return switch (name.strip()) {
                case "wildfly" -> WildFly::new;
                case "payara" -> Payara::new;
                default ->
                    throw new IllegalArgumentException(
                            "it.servers names wildfly and payara, separated by commas; not " + name);
            };
        }

        @Override
        public void close() {
            servers.forEach(Server::close);
        }
    }
}
