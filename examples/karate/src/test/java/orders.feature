Feature: Orders

  Background:
    * url baseUrl

  Scenario: Refuses a caller without a token
    Given path 'orders'
    When method get
    Then status 401

  Scenario: Creates an order
    * configure headers = auth
    Given path 'orders'
    And request { item: 'espresso cup', quantity: 2 }
    When method post
    Then status 201
    And match response contains { item: 'espresso cup', status: 'open' }

    Given path 'orders', response.id
    When method get
    Then status 200
