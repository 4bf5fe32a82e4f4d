package org.drydock.engine;

import java.lang.reflect.Field;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.impl.AbstractQuery;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.cmd.AbstractExecuteFilterCmd;
import org.camunda.bpm.engine.impl.cmd.GetFilterCmd;
import org.camunda.bpm.engine.impl.cmd.SaveFilterCmd;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.springframework.util.ReflectionUtils;

/**
 * Refuses expressions in queries and filters. The engine's own setting against them does not look
 * into queries nested with <i>or</i>, where an expression runs any code (CVE-2026-109432).
 */
class QueryExpressionGuard extends CommandInterceptor {

  private static final Field SAVED_FILTER = field(SaveFilterCmd.class, "filter");
  private static final Field FILTER_ID = field(AbstractExecuteFilterCmd.class, "filterId");
  private static final Field EXTENDING = field(AbstractExecuteFilterCmd.class, "extendingQuery");

  @Override
  public <T> T execute(Command<T> command) {
    if (command instanceof AbstractQuery<?, ?> query) {
      check(query);
    } else if (command instanceof SaveFilterCmd) {
      check((Filter) value(SAVED_FILTER, command));
    } else if (command instanceof AbstractExecuteFilterCmd) {
      check((AbstractQuery<?, ?>) value(EXTENDING, command));
      if (value(FILTER_ID, command) instanceof String id) {
        check(next.execute(new GetFilterCmd(id)));
      }
    }
    return next.execute(command);
  }

  private static void check(Filter filter) {
    if (filter != null) {
      check((AbstractQuery<?, ?>) filter.getQuery());
    }
  }

  private static void check(AbstractQuery<?, ?> query) {
    if (query == null) {
      return;
    }
    if (!query.getExpressions().isEmpty()) {
      throw new BadUserRequestException(
          "Expressions are not allowed in queries and filters. Write the value itself.");
    }
    if (query instanceof TaskQueryImpl tasks) {
      // The list of an or-query holds the query itself.
      tasks.getQueries().stream()
          .filter(nested -> nested != query)
          .forEach(nested -> check(nested));
    }
  }

  private static Field field(Class<?> command, String name) {
    Field field = ReflectionUtils.findField(command, name);
    ReflectionUtils.makeAccessible(field);
    return field;
  }

  private static Object value(Field field, Object command) {
    return ReflectionUtils.getField(field, command);
  }
}
