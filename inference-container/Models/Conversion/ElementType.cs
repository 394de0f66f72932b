namespace SegFunctions.Models.Conversion;

/// <summary>Types of tensor elements, by their numbers in ONNX's <c>TensorProto.DataType</c>.</summary>
internal enum ElementType
{
    Float32 = 1,
    Int32 = 6,
    Int64 = 7,
    Boolean = 9,
}
