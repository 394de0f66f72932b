namespace SegFunctions.Inference.Postprocessing;

/// <summary>Neighbouring equal pixels of a row, from <paramref name="Start"/> up to, not including, <paramref name="End"/>.</summary>
internal readonly record struct PixelRun(int Y, int Start, int End)
{
    public int Length => End - Start;
}
