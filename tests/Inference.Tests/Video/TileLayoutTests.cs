using SegFunctions.Contract;
using SegFunctions.Inference.Networks.Sam;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Video.Tracking;

namespace SegFunctions.Inference.Tests.Video;

public sealed class TileLayoutTests
{
    private static readonly SamRows Input = new(1024, [672, 784, 896]);
    private static readonly PixelBox Frame = new(0, 0, 1920, 1080);

    [Theory]
    [InlineData(9, 580, 380, 3, 3, 208)]
    [InlineData(4, 580, 380, 2, 2, 320)]
    [InlineData(4, 940, 590, 2, 2, 320)]
    [InlineData(4, 940, 700, 2, 2, 384)]
    [InlineData(8, 940, 590, 2, 2, 320)]
    [InlineData(8, 400, 1060, 4, 1, 576)]
    [InlineData(9, 400, 1060, 3, 1, 576)]
    [InlineData(2, 1800, 590, 1, 2, 320)]
    [InlineData(9, 1800, 330, 1, 5, 176)]
    public void As_many_frames_share_a_run_as_what_is_followed_leaves_room_for(int frames, float width, float height, int columns, int rows, int tileHeight)
    {
        var (tiles, scale, _) = Find(frames, width, height)!.Value;

        Assert.Equal((columns, rows, tileHeight, 1024.0 / 1920), (tiles.Columns, tiles.Rows, tiles.Height, scale));
    }

    [Fact]
    public void Two_whole_frames_share_a_run_if_they_are_hardly_smaller_so()
    {
        var (tiles, scale, cost) = Find(4, 1900, 1000)!.Value;

        Assert.Equal((1, 2, 512.0 / 1080), (tiles.Columns, tiles.Rows, scale));
        Assert.Equal(Frame, new TileLayout(tiles, scale, cost).WindowAround(new BoxF(10, 20, 1900, 1020), Frame));
        Assert.Null(TileLayout.Find(Input, new PixelBox(0, 0, 1000, 1000), [new BoxF(0, 0, 990, 990), new BoxF(0, 0, 990, 990)]));
    }

    /// <summary>Two things at both sides of nine frames: eighteen small windows take less than nine that hold both.</summary>
    [Fact]
    public void Small_windows_take_less_than_whole_frames_even_if_there_are_two_per_frame()
    {
        Assert.Equal((4 * 1024) + 672, Find(9, 1500, 900)!.Value.Cost);
        Assert.Equal(2 * 672, Find(18, 580, 380)!.Value.Cost);
        Assert.Equal(672, TileLayout.CostAlone(Input, Frame));
    }

    /// <summary>A window that is shorter than the frame but leaves no room for a second one.</summary>
    [Fact]
    public void One_frame_alone_in_a_run_is_no_layout() =>
        Assert.Null(TileLayout.Find(Input, new PixelBox(0, 0, 1440, 1080), [.. Enumerable.Range(0, 4).Select(_ => new BoxF(10, 10, 1410, 890))]));

    [Fact]
    public void A_network_that_cannot_be_cut_has_room_for_larger_windows() =>
        Assert.Equal(336, TileLayout.Find(new SamRows(1024, []), Frame, Boxes(9, 580, 380))!.Value.Tiles.Height);

    [Theory]
    [InlineData(900, 500, 585, 305)]
    [InlineData(100, 1000, 0, 690)]
    public void A_window_is_around_its_box_and_in_the_frame(float x, float y, int left, int top)
    {
        var window = Find(9, 580, 380)!.Value.WindowAround(new BoxF(x - 100, y - 80, x + 100, y + 80), Frame);

        Assert.Equal(new PixelBox(left, top, 630, 390), window);
    }

    private static TileLayout? Find(int frames, float width, float height) => TileLayout.Find(Input, Frame, Boxes(frames, width, height));

    private static BoxF[] Boxes(int frames, float width, float height) => [.. Enumerable.Range(0, frames).Select(_ => new BoxF(10, 10, 10 + width, 10 + height))];
}
