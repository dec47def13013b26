import Access
import Actions
import Diagnostics
import Endpoints
import Manifests
import Query

/// Candidates: training runs that may become versions.
enum CandidatesLook {
  private static let candidates = "/registries/{registry}/models/{model}/candidates"
  private static let candidate = candidates + "/{candidate}"

  static let operations: [Operation] = [
    .list(
      candidates, .registry(.look), "List the candidates of a model, latest first", like: "candidate list",
      query: SearchPage.filterFields, answers: "candidates"
    ) { sight, call, page in
      let find = sight.reader.find
      _ = try find.model(call.model)
      if SearchPage.isAsked(call) {
        return try SearchPage(.candidates, within: Call.reference("\(call.model)"), call, page).rows(sight)
      }
      return try PageOfList(page, of: CandidateDocument.all(of: call.model, by: find)) { $0.value }
    },
    .look(candidate, .registry(.look), "Show a candidate", like: "candidate show", answers: "candidate") {
      sight, call in try CandidateDocument(call.name("candidate"), of: call.model, by: sight.reader.find).value
    },
    .look(
      candidate + "/signature", .registry(.look), "Give a candidate's signature as MLflow has it",
      like: "candidate show",
      answers: "mlflow-signature"
    ) { sight, call in
      let id = call.name("candidate")
      return try sight.reader.find.candidate(id, of: call.model).facts.requireMLflow(
        "candidate '\(EscapedText.line(id))' of \(call.model)")
    },
  ]
}
