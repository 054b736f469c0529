package org.example;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

@Entity
public class Ban {

    @Id
    public String member;

    public String reason;
}
