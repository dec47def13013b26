import Access
import Actions
import Endpoints
import Manifests

/// A form, as data: what it asks for, the actions that it makes of the answers, and where it leads.
struct WebForm: Sendable {
  let title: String
  /// On the button that sends it.
  let submit: String
  let fields: [FormField]
  /// The page that it came from, and is gone back to.
  let cancel: Address
  var crumbs: [Page.Crumb] = []
  var lead: HTML?
  /// Above the fields: what else there is to know.
  var notes: HTML?
  /// Below the form.
  var after: HTML?
  /// At the side, below the manifest.
  var side: HTML?
  /// True for what takes something away.
  var isDangerous = false
  /// What committing to the branch takes; others may propose.
  var right: (right: Right, place: AccessPlace)
  /// Who has that right, in a sentence.
  var approvers: String = ""
  /// What the branch of a proposal is called, unless somebody calls it otherwise.
  let branch: @Sendable (FormValues) -> String
  /// What the registry says of the fields now; what it does not say is not there.
  var state: @Sendable (RegistryLookup) throws -> FormValues = { _ in FormValues() }
  /// Fields that take what something else says now: of these, the name in ``state`` that counts.
  var watched: @Sendable (FormValues) -> [(field: String, name: String)] = { _ in [] }
  /// What is typed at first.
  var initial = FormValues()
  /// The files that the actions name.
  var artifacts: @Sendable (FormValues) -> [Artifact] = { _ in [] }
  let actions: @Sendable (FormValues) throws -> [any Action]
  /// The command that does the same; nil if what is typed is not enough for one.
  let command: @Sendable (FormValues) -> CommandText?
  /// What was done, in a phrase, and where that is to be seen.
  var done: @Sendable (FormValues, SemanticVersion?) -> (text: String, address: Address)

  /// The same that ends on another page.
  func leading(to address: Address) -> WebForm {
    var form = self
    form.done = { [done] values, version in (done(values, version).text, address) }
    return form
  }
}
