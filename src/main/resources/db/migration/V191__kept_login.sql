-- Browsers that stay signed in beyond their session; only the hash of the secret is kept.
-- password_mark differs from that of the user's password once it was changed.
CREATE TABLE kept_login (
  hash VARCHAR(64) NOT NULL PRIMARY KEY,
  user_name VARCHAR(255) NOT NULL,
  password_mark VARCHAR(64) NOT NULL,
  created_at TIMESTAMP NOT NULL
);
