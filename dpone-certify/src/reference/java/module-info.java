/** A connector over plain files, with defects that can be switched on. */
module dpone.reference {
  requires dpone.spi;

  provides dpone.spi.Connector with
      dpone.reference.ReferenceConnector /*PLANT-PROVIDER*/;
}
