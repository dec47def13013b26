import Commands
import Rules
import TestSupport
import Testing

/// `make docs` writes them anew.
struct GeneratedDocumentTests {
  @Test func theRuleReferenceIsCurrent() throws {
    try expectSnapshot(RuleText.markdown(Rule.all), at: "docs/rules.md")
  }

  @Test func theCommandReferenceIsCurrent() throws {
    try expectSnapshot(CommandReference.markdown(), at: "docs/commands.md")
  }
}
