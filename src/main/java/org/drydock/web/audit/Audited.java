package org.drydock.web.audit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a call that changes something does, in words, such as "Import image". */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Audited {

  /** For a call that only looks like one: it changes nothing and leaves no record. */
  String NOTHING = "";

  String value();
}
