import Access
import Actions
import Endpoints
import GitObjects

/// What somebody sent, and what it means on the branch's tip.
struct SentForm: Sendable {
  let form: WebForm
  /// What the registry says of the fields.
  let now: FormValues
  let conflicts: [FormProblem]
  var state: FormState
  private let typed: FormValues

  init(_ typed: FormValues, _ answer: FormAnswer) async throws {
    let read = try await answer.pages.read(answer.request) { context in
      let form = try answer.form(context, typed)
      return (form: form, now: try form.state(context.find), commit: "\(context.sight.whole.commit.id)")
    }
    (form, now) = (read.form, read.now)
    self.typed = typed
    var old = read.now
    var lost: [FormProblem] = []
    if typed["commit"] != read.commit {
      do {
        old = try await answer.pages.read(answer.request, at: typed["commit"]) { try read.form.state($0.find) }
      } catch is RequestError {
        lost = [FormProblem("this page is of no commit of the branch: look at it, and send it again")]
      } catch let failure as ActionFailure where failure.kind == .notFound {
        // What the form is about came back after it was gone, or the branch has lost the commit.
        lost = [FormProblem("\(failure.message): look at this page, and send it again")]
      }
    }
    let merge = FormMerge(typed, old: old, now: read.now, in: read.form)
    conflicts = lost + merge.conflicts
    state = FormState(
      values: merge.values, files: answer.files(typed), commit: read.commit, number: typed["page"])
  }

  /// Tells one sending from another: the page, and what is typed.
  var fingerprint: String {
    typed.items.filter { $0.name != "token" }.map { "\($0.name)=\($0.value)" }.joined(separator: "\n")
  }

  var isProposal: Bool { typed["how"] == "propose" }

  /// What a button does that only changes the form: one more row, or a text that was suggested.
  func changed() -> FormState? {
    var state = state
    for field in form.fields {
      if let text = typed.text("use." + field.name) {
        state.values.set(field.name, text)
        return state
      }
      guard typed["more"] == field.name else { continue }
      for name in field.names { state.values.set(name, state.values.all(name) + [""]) }
      return state
    }
    return nil
  }

  var branch: String { typed.text("branch") ?? form.branch(state.values) }
  var message: String? { typed.text("message") }
}
