namespace SegFunctions.Inference.Tests.Reference;

/// <summary>The order of three channels in a tensor.</summary>
internal enum InputLayout
{
    /// <summary>[1, 3, side, side].</summary>
    Planes,

    /// <summary>[1, side, side, 3].</summary>
    Rows,
}
