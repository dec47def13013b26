import ManifestCoding
import Manifests

/// Compares two signatures, part by part, and says what each difference needs.
///
/// Fields are matched by name, those without a name by position. What is gone needs a major on either side: MLflow refuses
/// a property that an object does not have, and a caller may count on an output.
struct SignatureComparison {
  private(set) var reasons: [CompatibilityReason] = []

  mutating func compare(_ old: Signature, _ new: Signature) {
    let top = FieldPath("signature")
    fields(old.inputs, new.inputs, FieldList(.input, top.appending("inputs")))
    fields(old.outputs, new.outputs, FieldList(.output, top.appending("outputs")))
    params(old.params, new.params, top.appending("params"))
  }

  private mutating func add(
    _ bump: SemanticVersion.Bump, _ text: String, _ field: FieldPath, was oldField: FieldPath? = nil
  ) {
    reasons.append(CompatibilityReason(bump: bump, text: text, field: field, oldField: oldField))
  }

  // MARK: Inputs, outputs and properties of objects

  private mutating func fields(_ old: [SignatureField], _ new: [SignatureField], _ list: FieldList) {
    if old == new { return }
    let match = FieldMatch(old, new)
    for (index, field) in new.enumerated() {
      let place = list.place(of: index, in: new)
      guard let before = match.pairs[index] else {
        if let renamed = match.renamed[index] {
          let names = "\(old[renamed].name ?? "") → \(field.name ?? "")"
          add(
            .major, "\(list.place(of: renamed, in: old).title) is renamed: \(names)", place.field,
            was: list.place(of: renamed, in: old).field)
        } else if list.side == .output {
          add(.minor, "\(place.title) is new", place.field)
        } else if field.isOptional {
          add(.minor, "\(place.title) is new and optional", place.field)
        } else {
          add(.major, "\(place.title) is new and must be given", place.field)
        }
        continue
      }
      let oldPlace = list.place(of: before, in: old)
      types(old[before].type, field.type, place, was: oldPlace)
      optionality(old[before], field, place, was: oldPlace)
    }
    for index in match.gone {
      let place = list.place(of: index, in: old)
      add(.major, "\(place.title) is gone", list.field, was: place.field)
    }
  }

  private mutating func optionality(
    _ old: SignatureField, _ new: SignatureField, _ place: FieldPlace, was oldPlace: FieldPlace
  ) {
    guard old.isOptional != new.isOptional else { return }
    let (bump, words): (SemanticVersion.Bump, String) =
      switch (place.side, new.isOptional) {
      case (.output, true): (.major, "may be missing, and was always there")
      case (.output, false): (.minor, "is always there, and could be missing")
      case (_, true): (.minor, "is optional, and had to be given")
      case (_, false): (.major, "must be given, and was optional")
      }
    add(bump, "\(place.title) \(words)", place.field.appending("required"), was: oldPlace.field)
  }

  private mutating func types(
    _ old: SignatureType, _ new: SignatureType, _ place: FieldPlace, was oldPlace: FieldPlace
  ) {
    switch (old, new) {
    case (.object(let before), .object(let after)): fields(before, after, place.properties)
    case (.array(let before), .array(let after)): types(before, after, place.items, was: oldPlace.items)
    case (.map(let before), .map(let after)): types(before, after, place.values, was: oldPlace.values)
    default:
      add(
        old.relation(to: new, place.side == .param ? .params : .fields), "\(new)", "\(old)", place,
        at: old.key(thatDiffersIn: new), was: oldPlace)
    }
  }

  private mutating func add(
    _ relation: TypeRelation, _ new: String, _ old: String, _ place: FieldPlace, at key: String,
    was oldPlace: FieldPlace
  ) {
    let isGiven = place.side != .output
    let (bump, words): (SemanticVersion.Bump, String)
    switch relation {
    case .same: return
    case .wider: (bump, words) = isGiven ? (.minor, ": it accepts more") : (.major, ": callers expect less")
    case .narrower: (bump, words) = isGiven ? (.major, ": it accepts less") : (.minor, ": callers expect more")
    case .other: (bump, words) = (.major, "")
    }
    add(
      bump, "\(place.title) is \(new), and was \(old)\(words)", place.field.appending(key),
      was: oldPlace.field.appending(key))
  }

  // MARK: Parameters of inference

  private mutating func params(_ old: [SignatureParameter], _ new: [SignatureParameter], _ list: FieldPath) {
    if old == new { return }
    let before = Dictionary(old.enumerated().map { ($1.name, $0) }) { first, _ in first }
    let after = Set(new.map(\.name))
    for (index, param) in new.enumerated() {
      let place = FieldPlace(side: .param, name: param.name, isNamed: true, field: list.appending(index))
      guard let number = before[param.name] else {
        let words = param.default == nil ? "is new and has no default" : "is new, with a default"
        add(param.default == nil ? .major : .minor, "\(place.title) \(words)", place.field)
        continue
      }
      let oldPlace = FieldPlace(side: .param, name: param.name, isNamed: true, field: list.appending(number))
      shapes(old[number], param, place, was: oldPlace)
      defaults(old[number], param, place, was: oldPlace)
    }
    for (index, param) in old.enumerated() where !after.contains(param.name) {
      add(.major, "param '\(param.name)' is gone", list, was: list.appending(index))
    }
  }

  private mutating func shapes(
    _ old: SignatureParameter, _ new: SignatureParameter, _ place: FieldPlace, was oldPlace: FieldPlace
  ) {
    switch (old.shape, new.shape) {
    case (nil, nil): break
    case (let before?, let after?):
      add(
        SignatureType.relation(of: before, to: after), "of shape \(after)", "of shape \(before)", place, at: "shape",
        was: oldPlace)
    case (nil, _): add(.other, "a list", "one value", place, at: "shape", was: oldPlace)
    case (_, nil): add(.other, "one value", "a list", place, at: "shape", was: oldPlace)
    }
    types(old.type, new.type, place, was: oldPlace)
  }

  /// A call that leaves a parameter out means something else with another default, so that is not a patch.
  private mutating func defaults(
    _ old: SignatureParameter, _ new: SignatureParameter, _ place: FieldPlace, was oldPlace: FieldPlace
  ) {
    guard old.default != new.default else { return }
    let (bump, words): (SemanticVersion.Bump, String) =
      switch (old.default, new.default) {
      case (_, nil): (.major, "has no default any more")
      case (nil, let after?): (.minor, "has a default now: \(after)")
      case (let before?, let after?): (.minor, "has the default \(after), and had \(before)")
      }
    add(bump, "\(place.title) \(words)", place.field.appending("default"), was: oldPlace.field.appending("default"))
  }
}

extension SignatureType {
  /// The key of a manifest that says what differs.
  fileprivate func key(thatDiffersIn new: SignatureType) -> String {
    guard case .tensor(let dtype, _) = self, case .tensor(let newType, _) = new else { return "type" }
    return dtype == newType ? "shape" : "dtype"
  }
}
