import Actions
import Diagnostics

/// A form as somebody left it: what is typed, what is wrong with it, and what would be committed.
struct FormState: Sendable {
  var values: FormValues
  /// What was sent already, as the form keeps it.
  var files: [File] = []
  var problems: [FormProblem] = []
  /// Warnings of the rules.
  var warnings: [FormProblem] = []
  var status = 200
  /// The commit that what was typed is about.
  var commit: String
  /// Tells one page from the next.
  var number: String
  var draft: DraftedChange?
  /// True once somebody asked for it: then that nothing is wrong is said too.
  var isPreview = false

  struct File: Sendable {
    let file: UploadedFile
    let sealed: String
  }
}
