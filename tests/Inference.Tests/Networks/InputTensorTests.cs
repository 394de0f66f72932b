using SegFunctions.Inference.Networks;

namespace SegFunctions.Inference.Tests.Networks;

/// <summary>The memory is native, so the runtime would check nothing.</summary>
public sealed class InputTensorTests
{
    [Fact]
    public void The_first_values_are_a_smaller_tensor()
    {
        using var tensor = new InputTensor(2, 3);
        tensor.Values[3] = 7;
        using var first = tensor.Of(1, 4);

        Assert.Equal([0, 0, 0, 7], first.GetTensorDataAsSpan<float>().ToArray());
    }

    [Fact]
    public void No_tensor_reaches_beyond_the_memory()
    {
        using var tensor = new InputTensor(2, 3);

        Assert.Throws<ArgumentOutOfRangeException>(() => tensor.Of(7));
    }

    [Fact]
    public void No_shape_is_so_large_that_its_length_wraps()
    {
        using var tensor = new InputTensor(2, 3);

        Assert.Throws<OverflowException>(() => tensor.Of(1L << 32, 1L << 32));
    }

    [Fact]
    public void Freed_memory_is_neither_read_nor_handed_over()
    {
        var tensor = new InputTensor(2, 3);
        tensor.Dispose();

        Assert.Throws<ObjectDisposedException>(() => tensor.Values.Length);
        Assert.Throws<ObjectDisposedException>(() => tensor.Of(1));
    }
}
