import Commands
import Rules
import TestSupport
import Testing

struct RuleDocumentTests {
  /// `make docs` writes it anew.
  @Test func theRuleReferenceIsCurrent() throws {
    try expectSnapshot(RuleText.markdown(Rule.all), at: "docs/rules.md")
  }
}
