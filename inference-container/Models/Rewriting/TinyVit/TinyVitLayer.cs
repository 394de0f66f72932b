namespace SegFunctions.Models.Rewriting.TinyVit;

/// <summary>A layer of windowed attention.</summary>
/// <param name="Index">1–3.</param>
/// <param name="Channels">Channels of a token.</param>
/// <param name="Blocks">Number of blocks.</param>
/// <param name="Heads">Attention heads of 32 channels each.</param>
/// <param name="Window">Tokens along a window's side.</param>
internal sealed record TinyVitLayer(int Index, int Channels, int Blocks, int Heads, int Window)
{
    /// <summary>Channels of a head.</summary>
    public const int HeadChannels = 32;

    public static IReadOnlyList<TinyVitLayer> All { get; } = [new(1, 128, 2, 4, 7), new(2, 160, 6, 5, 14), new(3, 320, 2, 10, 7)];
}
