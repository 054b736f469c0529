package org.cacheversions.example.settings;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

@Entity
@Table(name = "setting")
class SettingRow {
    @Id
    String name;

    String content;

    protected SettingRow() {}

    SettingRow(String name, String content) {
        this.name = name;
        this.content = content;
    }
}
