package org.ewms.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TokenRolesTest {
    private enum Part implements Role {
        GUEST,
        NIGHT_PORTER;

        @Override
        public boolean everywhere() {
            return this == NIGHT_PORTER;
        }

        @Override
        public List<Role> included() {
            return this == NIGHT_PORTER ? List.of(GUEST) : List.of();
        }
    }

    private static TokenRoles roles(String text) {
        return TokenRoles.parse("HOUSE_ROLES", text, List.of(Part.values()));
    }

    @Test
    void a_role_is_given_by_any_value_of_a_list() {
        assertThat(roles("guest:groups=/house/.*").of(Map.of("groups", List.of("/garden/x", "/house/y"))))
                .containsExactly(Part.GUEST);
    }

    @Test
    void the_whole_value_must_match() {
        assertThat(roles("guest:name=anna").of(Map.of("name", "annabel"))).isEmpty();
    }

    @Test
    void a_value_may_be_inside_objects_whose_names_have_hyphens_and_dots() {
        TokenRoles roles = roles("guest:access.my-house.roles=in");
        assertThat(roles.of(Map.of("access", Map.of("my-house", Map.of("roles", List.of("in"))))))
                .containsExactly(Part.GUEST);
        assertThat(roles.of(Map.of("access.my-house", Map.of("roles", "in")))).containsExactly(Part.GUEST);
        assertThat(roles.of(Map.of("access", "in"))).isEmpty();
    }

    @Test
    void a_role_brings_those_that_it_includes() {
        assertThat(roles("night-porter:key=yes").of(Map.of("key", "yes")))
                .containsExactly(Part.NIGHT_PORTER, Part.GUEST);
    }

    @Test
    void what_cannot_be_read_is_named() {
        assertThatThrownBy(() -> roles("guest:a=b; king:c=d"))
                .hasMessage(
                        "HOUSE_ROLES: 'king:c=d' must be ROLE:ATTRIBUTE=PATTERN with the role guest or night-porter");
    }
}
