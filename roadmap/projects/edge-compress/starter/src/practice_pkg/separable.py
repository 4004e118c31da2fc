"""Milestone 1: count what a network costs, then build one with 17 % of the parameters."""

import torch
from torch import nn

from .nets import INPUT_SHAPE


def count_parameters(model: nn.Module) -> int:
    """How many numbers the model has learned or will learn: the sizes of all its parameters."""
    raise NotImplementedError("milestone 1: add up numel() of every parameter")


def count_macs(model: nn.Module, shape: tuple[int, ...] = INPUT_SHAPE) -> int:
    """Multiply-accumulates for ONE input of this shape (without the batch axis). Per layer:

        Conv2d: rows * columns of the OUTPUT * c_out * (c_in / groups) * numbers in the kernel
        Linear: features in * features out (its input is one vector here)

    The bias and all other layers count as 0. Layers may be nested at any depth. The output sizes
    come from running the model once, in eval mode and without gradients, on an input of zeros;
    forward hooks see each layer's output. Afterward no hook is left and every module is in the
    mode, train or eval, that it had before.
    Returns a plain int.
    Source: Howard et al., MobileNets, arXiv 1704.04861 (2017), section 3.1, equation 2.
    """
    raise NotImplementedError("milestone 1: one forward hook per Conv2d and Linear")


def separable_conv(c_in: int, c_out: int) -> nn.Sequential:
    """A 3 x 3 convolution in two steps that keeps rows and columns as they are:

        depthwise: one 3 x 3 filter per input channel (groups), padding 1, no bias
        pointwise: a 1 x 1 convolution from c_in to c_out channels, with a bias

    Returns nn.Sequential(depthwise, pointwise), with nothing between them. It needs
    1 / c_out + 1 / 9 of the MACs of an ordinary 3 x 3 convolution.
    Raises ValueError if c_in or c_out is below 1.
    Source: Howard et al., as above, equations 3 to 5.
    """
    raise NotImplementedError("milestone 1: two Conv2d, the first with groups")


def slim(seed: int) -> nn.Sequential:
    """`nets.baseline` with a `separable_conv` in place of its second and third convolution.

    The first one stays: with one input channel a depthwise step would leave one single filter.
    10,026 parameters. Untrained; call torch.manual_seed(seed) before the first layer is made.
    """
    raise NotImplementedError("milestone 1: the layers of baseline, two of them replaced")
