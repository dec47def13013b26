import ManifestCoding
import Manifests
import Rules

/// The table of docs/compatibility.md: what each change of an interface needs. Documentation and tests read the same rows.
enum CompatibilityTable {
  struct Row: Sendable, CustomStringConvertible {
    /// What a person would call the change.
    let change: String
    /// As manifests write it: `inputs: [{name: text, type: string}]`.
    let before: String
    let after: String
    let bump: SemanticVersion.Bump
    /// Every reason, or why nothing is judged.
    let reasons: [String]

    init(_ change: String, _ before: String, _ after: String, _ bump: SemanticVersion.Bump, _ reasons: String...) {
      self.change = change
      self.before = before
      self.after = after
      self.bump = bump
      self.reasons = reasons
    }

    var description: String { change }

    /// - Throws: where the row is no manifest.
    func interfaces() throws -> (before: ModelInterface, after: ModelInterface) {
      (try Self.interface(before), try Self.interface(after))
    }

    private static func interface(_ text: String) throws -> ModelInterface {
      let fields = text.hasPrefix("algorithm") ? text : text == "-" ? "" : "signature:\n  {\(text)}"
      let manifest = "apiVersion: git-registry/v1\nkind: ModelVersion\n\(fields)\n"
      let decoded = ManifestDecoder.decode(ModelVersion.self, from: Array(manifest.utf8), as: .yaml)
      guard let version = decoded.value, decoded.problems.isEmpty else {
        throw FixtureError(text: "\(text): \(decoded.problems)")
      }
      return ModelInterface(version.facts)
    }
  }

  struct Section: Sendable {
    let title: String
    let rows: [Row]
  }

  static let sections = [
    Section(title: "The examples of GitLab's documentation", rows: gitLab),
    Section(title: "Inputs: what callers give", rows: inputs),
    Section(title: "Outputs: what callers get", rows: outputs),
    Section(title: "Params: what callers may set", rows: params),
    Section(title: "Tensors", rows: tensors),
    Section(title: "Objects, arrays, maps, any", rows: nested),
    Section(title: "What is not recorded", rows: unknown),
  ]

  static var rows: [Row] { sections.flatMap(\.rows) }

  private static let text = "inputs: [{name: text, type: string}]"

  /// Source: https://docs.gitlab.com/user/project/ml/model_registry/, "Model versions and semantic versioning".
  private static let gitLab: [Row] = [
    Row(
      "another algorithm", "algorithm: naive-bayes", "algorithm: distilbert", .major,
      "the algorithm is 'distilbert', and was 'naive-bayes'"),
    Row(
      "a new column that must be given", text, "inputs: [{name: text, type: string}, {name: language, type: string}]",
      .major, "input 'language' is new and must be given"),
    Row(
      "a new column that may be left out", text,
      "inputs: [{name: text, type: string}, {name: language, type: string, required: false}]", .minor,
      "input 'language' is new and optional"),
    Row("a daily retrain", text, text, .patch),
  ]

  private static let inputs: [Row] = [
    Row(
      "an input is gone", "inputs: [{name: text, type: string}, {name: age, type: long}]", text, .major,
      "input 'age' is gone"),
    Row(
      "an optional input is gone", "inputs: [{name: text, type: string}, {name: age, type: long, required: false}]",
      text, .major, "input 'age' is gone"),
    Row(
      "an input has another name", text, "inputs: [{name: body, type: string}]", .major,
      "input 'text' is renamed: text → body"),
    Row(
      "an input has another name and type", text, "inputs: [{name: body, type: binary}]", .major,
      "input 'body' is new and must be given", "input 'text' is gone"),
    Row(
      "an input has another type", text, "inputs: [{name: text, type: binary}]", .major,
      "input 'text' is binary, and was string"),
    Row(
      "an optional input must be given", "inputs: [{name: text, type: string, required: false}]", text, .major,
      "input 'text' must be given, and was optional"),
    Row(
      "an input may be left out", text, "inputs: [{name: text, type: string, required: false}]", .minor,
      "input 'text' is optional, and had to be given"),
    Row(
      "a type that MLflow converts to", "inputs: [{name: age, type: integer}]", "inputs: [{name: age, type: long}]",
      .minor, "input 'age' is long, and was integer: it accepts more"),
    Row(
      "the same", "inputs: [{name: age, type: integer}]", "inputs: [{name: age, type: double}]", .minor,
      "input 'age' is double, and was integer: it accepts more"),
    Row(
      "the same", "inputs: [{name: age, type: float}]", "inputs: [{name: age, type: double}]", .minor,
      "input 'age' is double, and was float: it accepts more"),
    Row(
      "the other way round", "inputs: [{name: age, type: long}]", "inputs: [{name: age, type: integer}]", .major,
      "input 'age' is integer, and was long: it accepts less"),
    Row(
      "a type that MLflow does not convert to", "inputs: [{name: age, type: long}]",
      "inputs: [{name: age, type: double}]", .major, "input 'age' is double, and was long"),
    Row(
      "the same", "inputs: [{name: age, type: integer}]", "inputs: [{name: age, type: float}]", .major,
      "input 'age' is float, and was integer"),
    Row(
      "another order of names", "inputs: [{name: text, type: string}, {name: age, type: long}]",
      "inputs: [{name: age, type: long}, {name: text, type: string}]", .patch),
    Row(
      "another order without names", "inputs: [{type: string}, {type: long}]",
      "inputs: [{type: long}, {type: string}]", .major, "input #1 is long, and was string",
      "input #2 is string, and was long"),
    Row(
      "one more without a name", "inputs: [{type: string}]", "inputs: [{type: string}, {type: long}]", .major,
      "input #2 is new and must be given"),
    Row(
      "a name where there was none", "inputs: [{type: string}]", text, .major,
      "input 'text' is new and must be given", "input #1 is gone"),
  ]

  private static let outputs: [Row] = [
    Row(
      "a new output", "outputs: [{name: score, type: double}]",
      "outputs: [{name: score, type: double}, {name: label, type: string}]", .minor, "output 'label' is new"),
    Row(
      "an output is gone", "outputs: [{name: score, type: double}, {name: label, type: string}]",
      "outputs: [{name: score, type: double}]", .major, "output 'label' is gone"),
    Row(
      "an output has another name", "outputs: [{name: score, type: double}]",
      "outputs: [{name: probability, type: double}]", .major, "output 'score' is renamed: score → probability"),
    Row(
      "an output has another type", "outputs: [{name: label, type: string}]", "outputs: [{name: label, type: long}]",
      .major, "output 'label' is long, and was string"),
    Row(
      "more than callers expect", "outputs: [{name: label, type: integer}]", "outputs: [{name: label, type: long}]",
      .major, "output 'label' is long, and was integer: callers expect less"),
    Row(
      "less than callers expect", "outputs: [{name: label, type: long}]", "outputs: [{name: label, type: integer}]",
      .minor, "output 'label' is integer, and was long: callers expect more"),
    Row(
      "an output may be missing", "outputs: [{name: label, type: string}]",
      "outputs: [{name: label, type: string, required: false}]", .major,
      "output 'label' may be missing, and was always there"),
    Row(
      "an output is always there", "outputs: [{name: label, type: string, required: false}]",
      "outputs: [{name: label, type: string}]", .minor, "output 'label' is always there, and could be missing"),
  ]

  private static let params: [Row] = [
    Row(
      "a new param with a default", "inputs: [{type: string}]",
      "inputs: [{type: string}], params: [{name: top_k, type: long, default: 5}]", .minor,
      "param 'top_k' is new, with a default"),
    Row(
      "a new param without one", "inputs: [{type: string}]",
      "inputs: [{type: string}], params: [{name: top_k, type: long}]", .major,
      "param 'top_k' is new and has no default"),
    Row(
      "a param is gone", "inputs: [{type: string}], params: [{name: top_k, type: long, default: 5}]",
      "inputs: [{type: string}]", .major,
      "param 'top_k' is gone"),
    Row(
      "another default: who leaves it out gets something else", "params: [{name: top_k, type: long, default: 5}]",
      "params: [{name: top_k, type: long, default: 9}]", .minor, "param 'top_k' has the default 9, and had 5"),
    Row(
      "a default now", "params: [{name: top_k, type: long}]", "params: [{name: top_k, type: long, default: 5}]",
      .minor, "param 'top_k' has a default now: 5"),
    Row(
      "no default any more", "params: [{name: top_k, type: long, default: 5}]", "params: [{name: top_k, type: long}]",
      .major, "param 'top_k' has no default any more"),
    Row(
      "a type that MLflow converts to: more for params than for columns", "params: [{name: t, type: long}]",
      "params: [{name: t, type: double}]", .minor, "param 't' is double, and was long: it accepts more"),
    Row(
      "a param has another type", "params: [{name: t, type: double}]", "params: [{name: t, type: long}]", .major,
      "param 't' is long, and was double: it accepts less"),
    Row(
      "a list where one value was", "params: [{name: stop, type: string}]",
      "params: [{name: stop, type: string, shape: [-1]}]", .major, "param 'stop' is a list, and was one value"),
  ]

  private static let tensors: [Row] = [
    Row(
      "an input of any length gets a fixed one", "inputs: [{type: tensor, dtype: float32, shape: [-1, 784]}]",
      "inputs: [{type: tensor, dtype: float32, shape: [3, 784]}]", .major,
      "input #1 is float32[3, 784], and was float32[?, 784]: it accepts less"),
    Row(
      "an input of fixed length may have any", "inputs: [{type: tensor, dtype: float32, shape: [3, 784]}]",
      "inputs: [{type: tensor, dtype: float32, shape: [-1, 784]}]", .minor,
      "input #1 is float32[?, 784], and was float32[3, 784]: it accepts more"),
    Row(
      "an output of any length gets a fixed one", "outputs: [{type: tensor, dtype: float32, shape: [-1, 10]}]",
      "outputs: [{type: tensor, dtype: float32, shape: [1, 10]}]", .minor,
      "output #1 is float32[1, 10], and was float32[?, 10]: callers expect more"),
    Row(
      "an output of fixed length may have any", "outputs: [{type: tensor, dtype: float32, shape: [1, 10]}]",
      "outputs: [{type: tensor, dtype: float32, shape: [-1, 10]}]", .major,
      "output #1 is float32[?, 10], and was float32[1, 10]: callers expect less"),
    Row(
      "another length", "inputs: [{type: tensor, dtype: float32, shape: [-1, 784]}]",
      "inputs: [{type: tensor, dtype: float32, shape: [-1, 768]}]", .major,
      "input #1 is float32[?, 768], and was float32[?, 784]"),
    Row(
      "one dimension opens, another closes", "inputs: [{type: tensor, dtype: float32, shape: [-1, 784]}]",
      "inputs: [{type: tensor, dtype: float32, shape: [1, -1]}]", .major,
      "input #1 is float32[1, ?], and was float32[?, 784]"),
    Row(
      "another rank", "inputs: [{type: tensor, dtype: float32, shape: [-1, 784]}]",
      "inputs: [{type: tensor, dtype: float32, shape: [-1, 28, 28]}]", .major,
      "input #1 is float32[?, 28, 28], and was float32[?, 784]"),
    Row(
      "another dtype: MLflow converts no tensor", "inputs: [{type: tensor, dtype: float32, shape: [-1]}]",
      "inputs: [{type: tensor, dtype: float64, shape: [-1]}]", .major,
      "input #1 is float64[?], and was float32[?]"),
    Row(
      "a list of objects, for which MLflow takes any tensor",
      "inputs: [{type: tensor, dtype: float32, shape: [-1, 3]}]",
      "inputs: [{type: tensor, dtype: object, shape: [-1]}]", .minor,
      "input #1 is object[?], and was float32[?, 3]: it accepts more"),
    Row(
      "a column where a tensor was", "inputs: [{name: x, type: tensor, dtype: float32, shape: [-1]}]",
      "inputs: [{name: x, type: float}]", .major, "input 'x' is float, and was float32[?]"),
  ]

  private static let nested: [Row] = [
    Row(
      "an input's property that must be given",
      "inputs: [{name: review, type: object, properties: {text: {type: string}}}]",
      "inputs: [{name: review, type: object, properties: {text: {type: string}, lang: {type: string}}}]", .major,
      "input 'review.lang' is new and must be given"),
    Row(
      "an input's property that may be left out",
      "inputs: [{name: review, type: object, properties: {text: {type: string}}}]",
      "inputs: [{name: review, type: object, properties: {text: {type: string}, lang: {type: string, required: false}}}]",
      .minor, "input 'review.lang' is new and optional"),
    Row(
      "an input's property is gone: MLflow refuses what an object does not have",
      "inputs: [{name: review, type: object, properties: {text: {type: string}, lang: {type: string}}}]",
      "inputs: [{name: review, type: object, properties: {text: {type: string}}}]", .major,
      "input 'review.lang' is gone"),
    Row(
      "an output's new property", "outputs: [{name: best, type: object, properties: {label: {type: string}}}]",
      "outputs: [{name: best, type: object, properties: {label: {type: string}, score: {type: double}}}]", .minor,
      "output 'best.score' is new"),
    Row(
      "an output's property is gone",
      "outputs: [{name: best, type: object, properties: {label: {type: string}, score: {type: double}}}]",
      "outputs: [{name: best, type: object, properties: {label: {type: string}}}]", .major,
      "output 'best.score' is gone"),
    Row(
      "an array's items", "inputs: [{name: ids, type: array, items: {type: integer}}]",
      "inputs: [{name: ids, type: array, items: {type: long}}]", .minor,
      "input 'ids[]' is long, and was integer: it accepts more"),
    Row(
      "a map's values", "outputs: [{name: scores, type: map, values: {type: float}}]",
      "outputs: [{name: scores, type: map, values: {type: double}}]", .major,
      "output 'scores{}' is double, and was float: callers expect less"),
    Row(
      "deep inside",
      "outputs: [{name: hits, type: array, items: {type: object, properties: {label: {type: string}}}}]",
      "outputs: [{name: hits, type: array, items: {type: object, properties: {label: {type: string, required: false}}}}]",
      .major, "output 'hits[].label' may be missing, and was always there"),
    Row(
      "a list where one value was", "outputs: [{name: label, type: string}]",
      "outputs: [{name: label, type: array, items: {type: string}}]", .major,
      "output 'label' is Array(string), and was string"),
    Row(
      "an input takes anything", "inputs: [{name: x, type: string}]", "inputs: [{name: x, type: any}]", .minor,
      "input 'x' is Any, and was string: it accepts more"),
    Row(
      "an input takes anything no more", "inputs: [{name: x, type: any}]", "inputs: [{name: x, type: string}]", .major,
      "input 'x' is string, and was Any: it accepts less"),
    Row(
      "an output may be anything", "outputs: [{name: x, type: string}]", "outputs: [{name: x, type: any}]", .major,
      "output 'x' is Any, and was string: callers expect less"),
    Row(
      "an output is something certain", "outputs: [{name: x, type: any}]", "outputs: [{name: x, type: string}]", .minor,
      "output 'x' is string, and was Any: callers expect more"),
  ]

  private static let unknown: [Row] = [
    Row("the first signature", "-", text, .patch, "not judged: 1.0.0 has no signature"),
    Row("the signature is left out", text, "-", .patch, "not judged: 2.0.0 has no signature, and 1.0.0 has one"),
    Row("the first algorithm", "-", "algorithm: distilbert", .patch, "not judged: 1.0.0 has no algorithm"),
    Row(
      "the algorithm is left out", "algorithm: distilbert", "-", .patch,
      "not judged: 2.0.0 has no algorithm, and 1.0.0 has one"),
  ]
}
