package org.cacheversions.node;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The data that tests cache. */
@Entity
@Table(name = "item")
public class Item {

    @Id
    private long id;

    private int amount;

    protected Item() {}

    public Item(long id, int amount) {
        this.id = id;
        this.amount = amount;
    }

    public long getId() {
        return id;
    }

    public int getAmount() {
        return amount;
    }

    public void setAmount(int amount) {
        this.amount = amount;
    }
}
