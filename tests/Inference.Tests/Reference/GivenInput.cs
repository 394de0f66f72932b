using System.Runtime.CompilerServices;
using SegFunctions.Inference.Networks;
using SegFunctions.Inference.Networks.Detection;
using SegFunctions.Inference.Networks.Matting;
using SegFunctions.Inference.Networks.Sam;

namespace SegFunctions.Inference.Tests.Reference;

/// <summary>The tensor that a network last got. The field is private, because only these tests should read it.</summary>
internal static class GivenInput
{
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_input")]
    public static extern ref InputTensor Of(SamEncoder network);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_input")]
    public static extern ref InputTensor Of(RowDetector network);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_input")]
    public static extern ref InputTensor Of(NanoDetector network);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_input")]
    public static extern ref InputTensor Of(MattingNetwork network);
}
