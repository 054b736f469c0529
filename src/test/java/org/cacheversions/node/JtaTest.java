package org.cacheversions.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The path end to end on real parts: Weld, Narayana, both persistence providers, H2. */
class JtaTest {

    private TestNode node;
    private ItemService items;

    private void start(Unit unit) {
        node = TestNode.start(unit, UUID.randomUUID().toString(), ItemService.class);
        items = node.bean(ItemService.class);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"ECLIPSELINK_JTA", "HIBERNATE_JTA"})
    void loadsOnceAndAnewAfterACommit(Unit unit) {
        start(unit);
        assertThat(node.request(() -> items.amount(1))).isZero();
        assertThat(node.request(() -> items.amount(1))).isZero();
        assertThat(items.loads()).isEqualTo(1);
        String before = node.versions().get("items");

        node.request(() -> {
            items.change(1, 5);
            return null;
        });

        assertThat(node.versions().get("items")).isNotEqualTo(before).hasSize(8);
        assertThat(node.request(() -> items.amount(1))).isEqualTo(5);
        assertThat(node.request(() -> items.amount(1))).isEqualTo(5);
        assertThat(items.loads()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"ECLIPSELINK_JTA", "HIBERNATE_JTA"})
    void rollbackChangesNothing(Unit unit) {
        start(unit);
        node.request(() -> items.amount(1));
        String before = node.versions().get("items");

        assertThatThrownBy(() -> node.request(() -> {
                    items.changeInvalidateAndFail(1, 7);
                    return null;
                }))
                .hasMessage("on purpose");

        assertThat(node.versions().get("items")).isEqualTo(before);
        assertThat(node.request(() -> items.amount(1))).isZero();
        assertThat(items.loads()).isEqualTo(1);
    }
}
