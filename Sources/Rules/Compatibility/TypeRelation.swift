import Manifests

/// How the values of a new type stand to those of the old one.
enum TypeRelation {
  case same
  /// All of the old values, and more.
  case wider
  /// Some of the old values.
  case narrower
  case other

  /// Of two values that both belong to a type, as the dimensions of a shape.
  fileprivate func and(_ next: TypeRelation) -> TypeRelation {
    if self == .same || self == next { return next }
    return next == .same ? self : .other
  }
}

/// The values that MLflow converts on their way into a model, by their type.
///
/// Source: `_enforce_mlflow_datatype` and `_ALLOWED_CONVERSIONS_FOR_PARAMS` of mlflow/models/utils.py
enum Widening {
  case fields, params

  fileprivate func converts(_ type: ColumnType, to other: ColumnType) -> Bool {
    switch (type, other) {
    case (.integer, .long), (.integer, .double), (.float, .double): true
    case (.integer, .float), (.long, .float), (.long, .double): self == .params
    default: false
    }
  }
}

extension SignatureType {
  /// How a new type relates to this one; objects, arrays and maps are compared by what is in them.
  func relation(to new: SignatureType, _ widening: Widening) -> TypeRelation {
    if self == new { return .same }
    switch (self, new) {
    case (.tensor(let dtype, let shape), .tensor(let newType, let newShape)):
      if new.takesAnyTensor { return .wider }
      if takesAnyTensor { return .narrower }
      return dtype == newType ? Self.relation(of: shape, to: newShape) : .other
    // A tensor is passed in another way than columns are.
    case (.tensor, _), (_, .tensor): return .other
    case (_, .any): return .wider
    case (.any, _): return .narrower
    case (.column(let old), .column(let new)):
      if widening.converts(old, to: new) { return .wider }
      return widening.converts(new, to: old) ? .narrower : .other
    default: return .other
    }
  }

  /// MLflow lets any tensor pass as a list of objects.
  private var takesAnyTensor: Bool { self == .tensor(dtype: "object", shape: [-1]) }

  /// Dimension by dimension; -1 has any length.
  static func relation(of shape: [Int64], to new: [Int64]) -> TypeRelation {
    guard shape.count == new.count else { return .other }
    return zip(shape, new).reduce(.same) { relation, lengths in
      let (old, new) = lengths
      return relation.and(old == new ? .same : new < 0 ? .wider : old < 0 ? .narrower : .other)
    }
  }
}
