package org.cacheversions.example.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.stream.LongStream;
import org.cacheversions.example.people.PeopleService;
import org.cacheversions.example.people.User;

@Named
@RequestScoped
public class PeoplePage {
    private static final int SIZE = 60;

    @Inject
    Parameters parameters;

    @Inject
    PeopleService people;

    private long number;
    private List<Long> numbers;
    private List<User> users;

    public void load() {
        long last = Math.max(1, (people.countUsers() + SIZE - 1) / SIZE);
        number = Math.min(last, Math.max(1, parameters.number("page")));
        numbers = LongStream.rangeClosed(1, last).boxed().toList();
        users = people.users((int) (number - 1) * SIZE, SIZE);
    }

    public long getNumber() {
        return number;
    }

    public List<Long> getNumbers() {
        return numbers;
    }

    public List<User> getUsers() {
        return users;
    }
}
