using SegFunctions.Media;

namespace SegFunctions.Tests.Media;

public sealed class MediaTypesTests
{
    [Theory]
    [InlineData("image/png", true)]
    [InlineData("IMAGE/JPEG", true)]
    [InlineData("image/heic", true)]
    [InlineData("application/octet-stream", true)]
    [InlineData("video/mp4", false)]
    public void These_can_be_uploaded(string contentType, bool picture)
    {
        Assert.True(MediaTypes.CanBeUploaded(contentType));
        Assert.Equal(picture, MediaTypes.MayBePicture(contentType));
    }

    [Theory]
    [InlineData("")]
    [InlineData("image")]
    [InlineData("image/")]
    [InlineData("text/html")]
    [InlineData("image/png; charset=utf-8")]
    [InlineData("image/png, text/html")]
    [InlineData("image/png\r\nX: y")]
    [InlineData("application/json")]
    public void These_cannot(string contentType) => Assert.False(MediaTypes.CanBeUploaded(contentType));
}
