package org.drydock.web.api;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.util.Collection;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.util.ClassUtils;

/** Says in the words of JSON, not in those of our code, why a request's body cannot be read. */
final class UnreadableBody {

  private UnreadableBody() {}

  /** One sentence. */
  static String reason(HttpMessageNotReadableException problem) {
    if (problem.getCause() instanceof JsonMappingException mapping) {
      return field(mapping) + " must be " + wanted(type(mapping)) + ".";
    }
    if (problem.getCause() instanceof JacksonException syntax && syntax.getLocation() != null) {
      return "The body is no JSON: line %d, column %d cannot be read."
          .formatted(syntax.getLocation().getLineNr(), syntax.getLocation().getColumnNr());
    }
    return problem.getCause() == null
        ? "The body is missing. This call takes JSON."
        : "The body could not be read. This call takes JSON in UTF-8.";
  }

  private static String field(JsonMappingException problem) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : problem.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return path.isEmpty() ? "The body" : "The field \"" + path + "\"";
  }

  private static Class<?> type(JsonMappingException problem) {
    if (problem instanceof MismatchedInputException mismatch) {
      return mismatch.getTargetType();
    }
    return problem.getCause() instanceof InputCoercionException tooLarge
        ? tooLarge.getTargetType()
        : null;
  }

  private static String wanted(Class<?> type) {
    if (type == null) {
      return "of another type; see /v3/api-docs";
    }
    Class<?> boxed = ClassUtils.resolvePrimitiveIfNecessary(type);
    if (CharSequence.class.isAssignableFrom(boxed)) {
      return "a text in quotes";
    }
    if (boxed == Boolean.class) {
      return "true or false";
    }
    if (boxed == Integer.class) {
      return "a whole number of at most 2147483647";
    }
    if (Number.class.isAssignableFrom(boxed)) {
      return "a number";
    }
    return Collection.class.isAssignableFrom(boxed) ? "a list in brackets" : "an object in braces";
  }
}
