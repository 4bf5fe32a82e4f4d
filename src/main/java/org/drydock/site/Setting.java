package org.drydock.site;

import org.springframework.data.annotation.Id;

/** One site setting as the database keeps it. */
record Setting(@Id String name, String setting) {}
