package org.drydock.web.audit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;

/** Every call that changes something says in words what it does, for the audit. */
@AnalyzeClasses(packages = "org.drydock.web", importOptions = DoNotIncludeTests.class)
class AuditedTest {

  @ArchTest
  static final ArchRule whatChangesSomethingIsAudited =
      methods()
          .that()
          .areAnnotatedWith(PostMapping.class)
          .or()
          .areAnnotatedWith(PutMapping.class)
          .or()
          .areAnnotatedWith(DeleteMapping.class)
          .or()
          .areAnnotatedWith(PatchMapping.class)
          .should()
          .beAnnotatedWith(Audited.class);
}
