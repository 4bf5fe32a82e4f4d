package org.drydock.web.security;

import java.util.List;
import java.util.Optional;
import org.springframework.data.repository.Repository;

/** The stored API tokens. */
interface ApiTokenRepository extends Repository<ApiToken, Long> {

  ApiToken save(ApiToken token);

  Optional<ApiToken> findById(long id);

  Optional<ApiToken> findByHash(String hash);

  List<ApiToken> findByOrderById();

  void deleteById(long id);
}
