using Microsoft.ML.OnnxRuntime;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Preprocessing;
using SegFunctions.Models.Catalogue.Exports;

namespace SegFunctions.Inference.Networks.Yolo;

/// <summary>YOLO's input: the picture in the middle of a square, with gray around it.</summary>
internal sealed class YoloInput : IDisposable
{
    private const int Side = YoloTensors.Side;
    private const float White = 255;
    private const float Gray = 114 / White;

    private readonly PlaneInput _normalization = new([0, 0, 0], [White, White, White]);
    private readonly InputTensor _pixels = new(1, 3, Side, Side);

    public OrtValue Value => _pixels.Value;

    /// <returns>Where the picture is in the square.</returns>
    public YoloPlace Fill(PictureSource picture)
    {
        var view = InputView.Fit(picture.Frame, Side);
        var place = new YoloPlace(view, (Side - view.Width) / 2, (Side - view.Height) / 2);
        _pixels.Values.Fill(Gray);
        _normalization.FillPart(picture.Render(view), Side, _pixels.Values, place.Left, place.Top);
        return place;
    }

    public void Dispose() => _pixels.Dispose();
}

/// <summary>Where a picture is in YOLO's square.</summary>
/// <param name="View">The picture, placed in the square's corner.</param>
/// <param name="Left">Offset to the right of that, pixels of the square.</param>
/// <param name="Top">Offset downwards, pixels of the square.</param>
internal readonly record struct YoloPlace(InputView View, int Left, int Top)
{
    /// <summary>Maps a box to pixels of the picture, clipped to it.</summary>
    /// <param name="box">Pixels of the square.</param>
    public BoxF ToPicture(BoxF box) => View.ToPicture(box.Offset(-Left, -Top));

    /// <summary>Stretches the picture's part of a map of the square to a map of the same size (bilinear, edges repeated).</summary>
    /// <param name="map">[side, side].</param>
    /// <param name="side">Width and height of the map.</param>
    public float[] Stretch(float[] map, int side)
    {
        var (left, top, width, height) = (Left, Top, View.Width, View.Height);
        var columns = Enumerable.Range(0, side).Select(column => Place(left, width, column)).ToArray();
        var stretched = new float[side * side];
        for (var row = 0; row < side; row++)
        {
            var (above, below, weight) = Place(top, height, row);
            for (var column = 0; column < side; column++)
            {
                var (first, second, part) = columns[column];
                stretched[(row * side) + column] = float.Lerp(
                    float.Lerp(map[(above * side) + first], map[(above * side) + second], part),
                    float.Lerp(map[(below * side) + first], map[(below * side) + second], part),
                    weight);
            }
        }

        return stretched;

        (int First, int Second, float Weight) Place(int start, int length, int index)
        {
            var at = Math.Clamp(((start + ((index + 0.5) * length / side)) * side / YoloTensors.Side) - 0.5, 0, side - 1);
            return ((int)at, Math.Min((int)at + 1, side - 1), (float)(at - (int)at));
        }
    }
}
