package org.cacheversions.internal.serialized;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamException;
import java.io.Serial;
import java.io.Serializable;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.cacheversions.internal.remote.GenericTypes;
import org.cacheversions.spi.ValueCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values are read as they were written; hostile bytes are refused. */
class SerializedCodecTest {

    enum Kind {
        SPAM,
        NOISE
    }

    record Ban(long userId, Kind kind, Instant since, List<String> notes, Map<LocalDate, BigDecimal> fines)
            implements Serializable {}

    record NotSerializable(int number) {}

    /** A class that an attacker would like to instantiate. */
    static final class Gadget implements Serializable {

        @Serial
        private static final long serialVersionUID = 1L;

        static final AtomicInteger MADE = new AtomicInteger();

        @Serial
        private Object readResolve() throws ObjectStreamException {
            MADE.incrementAndGet();
            return this;
        }
    }

    @SuppressWarnings("unused")
    interface Methods {

        String text();

        int number();

        Ban ban();

        Optional<Ban> found();

        List<Ban> bans();

        Map<UUID, Set<Kind>> kinds();

        long[][] numbers();

        Object anything();

        Gadget gadget();

        Member member();

        NotSerializable notSerializable();

        List<NotSerializable> listOfSuch();
    }

    /** Refers to itself, and has a transient secret. */
    static final class Member implements Serializable {

        @Serial
        private static final long serialVersionUID = 1L;

        private final Member self = this;
        private String secret;

        Member(String secret) {
            this.secret = secret;
        }

        @Serial
        private void readObject(ObjectInputStream input) throws IOException, ClassNotFoundException {
            input.defaultReadObject();
            secret = "";
        }
    }

    private final ValueCodec codec =
            new SerializedCodec(List.of(Ban.class.getName(), Kind.class.getName(), Member.class.getName()));

    private static Type type(String method) {
        try {
            return Methods.class.getDeclaredMethod(method).getGenericReturnType();
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }

    private Object thereAndBack(String method, Object value) {
        ValueCodec.Format format = codec.of(type(method));
        return format.decode(format.encode(value));
    }

    private static Ban ban() {
        return new Ban(
                7,
                Kind.NOISE,
                Instant.ofEpochSecond(1, 2),
                List.of("a", "b"),
                new TreeMap<>(Map.of(LocalDate.EPOCH, new BigDecimal("1.50"))));
    }

    @Test
    void valuesAreReadAsTheyWereWritten() {
        assertThat(thereAndBack("text", "täxt")).isEqualTo("täxt");
        assertThat(thereAndBack("text", null)).isNull();
        assertThat(thereAndBack("number", 7)).isEqualTo(7);
        assertThat(thereAndBack("ban", ban())).isEqualTo(ban());
        assertThat(thereAndBack("found", Optional.of(ban()))).isEqualTo(Optional.of(ban()));
        assertThat(thereAndBack("found", Optional.empty())).isEqualTo(Optional.empty());
        assertThat(thereAndBack("found", null)).isNull();
        assertThat(thereAndBack("bans", List.of(ban()))).isEqualTo(List.of(ban()));
        assertThat(thereAndBack("bans", Collections.unmodifiableList(new ArrayList<>(List.of(ban())))))
                .isEqualTo(List.of(ban()));
        Map<UUID, Set<Kind>> kinds = Map.of(new UUID(1, 2), java.util.EnumSet.of(Kind.SPAM));
        assertThat(thereAndBack("kinds", kinds)).isEqualTo(kinds);
        assertThat(thereAndBack("numbers", new long[][] {{1}, {2, 3}})).isEqualTo(new long[][] {{1}, {2, 3}});
    }

    @Test
    void aValueThatWouldBeReadDifferentlyIsRefused() {
        Member read = (Member) thereAndBack("member", new Member(""));
        assertThat(read.self).isSameAs(read);
        assertThatThrownBy(() -> thereAndBack("member", new Member("a"))).hasMessageContaining("differs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"anything", "gadget", "notSerializable", "listOfSuch"})
    void unlistedOrUnserializableTypesAreRefused(String method) {
        assertThatThrownBy(() -> codec.of(type(method)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cache-versions.codec.java-classes");
    }

    @Test
    void unlistedClassesInWellFormedBytesAreNotInstantiated() {
        int made = Gadget.MADE.get();
        for (Object hostile : new Object[] {
            new Gadget(),
            List.of(new Gadget()),
            new Gadget[] {new Gadget()},
            new ArrayList<>(List.of(ban(), new Gadget())),
            new File("a"),
        }) {
            assertRefused("bans", bytes(hostile));
            assertRefused("text", bytes(hostile));
        }
        assertThat(Gadget.MADE).hasValue(made);
    }

    @Test
    void valuesOfAnotherTypeAreRefused() {
        assertRefused("text", bytes(7));
        assertRefused("number", bytes((Object) null));
        assertRefused("ban", bytes("text"));
        assertRefused("bans", bytes(new ArrayList<>(List.of("text"))));
        assertRefused("kinds", bytes(new TreeMap<>(Map.of("a", "b"))));
        assertRefused("found", bytes(ban()));
    }

    @Test
    void depthAndLengthAreBounded() {
        List<Object> deep = new ArrayList<>();
        for (int i = 0; i < AllowList.DEPTH; i++) {
            deep = new ArrayList<>(List.of(deep));
        }
        assertRefused("bans", bytes(deep));
        assertRefused("numbers", bytes((Object) new long[][] {new long[1_000_001]}));
        // reading this set would take 2^100 steps
        Set<Object> root = new HashSet<>();
        Set<Object> one = root;
        Set<Object> other = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            Set<Object> left = new HashSet<>(Set.of("a"));
            Set<Object> right = new HashSet<>();
            one.add(left);
            one.add(right);
            other.add(left);
            other.add(right);
            one = left;
            other = right;
        }
        assertRefused("bans", bytes(root));
    }

    /** Java allocates a set for the number of elements that its bytes claim, before it reads them. */
    @Test
    void allocationIsBoundedByTheBytes() {
        byte[] small = bytes(new HashSet<>(Set.of(1, 2)));
        byte[] size = {0, 0, 0, 16, 63, 64, 0, 0, 0, 0, 0, 2};
        int place = Collections.indexOfSubList(boxed(small), boxed(size));
        byte[] hostile = small.clone();
        hostile[place + 9] = 0x07;
        ValueCodec.Format format = codec.of(GenericTypes.parameterized(Set.class, Integer.class));
        assertThat(format.decode(small)).isEqualTo(Set.of(1, 2));
        assertThatThrownBy(() -> format.decode(hostile)).hasStackTraceContaining("REJECTED");
        byte[] list = bytes(new ArrayList<>(List.of(1, 2)));
        int length = Collections.indexOfSubList(boxed(list), boxed(new byte[] {0, 0, 0, 2}));
        list[length + 1] = 0x07;
        ValueCodec.Format lists = codec.of(GenericTypes.parameterized(List.class, Integer.class));
        assertThatThrownBy(() -> lists.decode(list)).hasStackTraceContaining("REJECTED");
    }

    private static List<Byte> boxed(byte[] bytes) {
        List<Byte> boxed = new ArrayList<>();
        for (byte each : bytes) {
            boxed.add(each);
        }
        return boxed;
    }

    @Test
    void garbageIsRefused() {
        byte[] good = codec.of(type("bans")).encode(List.of(ban()));
        assertRefused("bans", new byte[0]);
        assertRefused("bans", new byte[] {1, 2, 3});
        assertRefused("bans", java.util.Arrays.copyOf(good, good.length / 2));
        assertRefused("bans", java.util.Arrays.copyOf(good, good.length + 8));
    }

    @Test
    void theFingerprintDependsOnTypesAndFields() {
        Set<String> fingerprints = new HashSet<>();
        for (String method : List.of("text", "number", "ban", "found", "bans", "kinds", "numbers")) {
            fingerprints.add(codec.of(type(method)).fingerprint());
        }
        assertThat(fingerprints).hasSize(7);
        assertThat(codec.of(type("found")).fingerprint()).contains("kind", "SPAM", "NOISE", "userId", "fines");
    }

    private void assertRefused(String method, byte[] bytes) {
        ValueCodec.Format format = codec.of(type(method));
        assertThatThrownBy(() -> format.decode(bytes)).isInstanceOf(RuntimeException.class);
    }

    private static byte[] bytes(Object value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream output = new ObjectOutputStream(bytes)) {
            output.writeBoolean(false);
            output.writeObject(value);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }
}
